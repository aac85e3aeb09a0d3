package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.consent.domain.WithdrawCommand;
import io.sealpost.consent.messaging.ParsedCommand.Invalid;
import io.sealpost.consent.messaging.ParsedCommand.Valid;
import io.sealpost.schemas.Withdraw;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Purpose;
import io.sealpost.wire.Enums;

/** The fields of WITHDRAW. */
record WithdrawFields(Withdraw withdraw) implements CommandFields {

    @Override
    public String recipient() {
        return withdraw.getRecipient();
    }

    @Override
    public void addTo(CommandDigest digest) {
        digest.text(withdraw.getRecipient())
                .text(withdraw.getPurpose())
                .symbol(withdraw.getChannel());
    }

    @Override
    public ParsedCommand parse() {
        String purpose = withdraw.getPurpose();
        if (purpose != null && !Purpose.isValid(purpose)) {
            return new Invalid(RefusalReason.BAD_PURPOSE);
        }
        Channel channel =
                withdraw.getChannel() == null ? null : Enums.domain(withdraw.getChannel());
        if (channel == Channel.UNKNOWN) {
            return new Invalid(RefusalReason.UNKNOWN_CHANNEL);
        }
        return new Valid(
                new WithdrawCommand(purpose == null ? null : new Purpose(purpose), channel));
    }
}
