package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.ConsentKey;
import io.sealpost.consent.domain.ConsentScope;
import io.sealpost.consent.domain.Subject;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.Enums;

/**
 * Reads the records of {@code accepted-messages}. Ingest has checked every form, so a wrong one is
 * a dead letter.
 */
final class ClearanceReader {

    private ClearanceReader() {}

    static Decoded<ClearanceInput> read(AcceptedMessage message) {
        MessageHeader header = message.getHeader();
        return isWellFormed(header)
                ? new Value<>(new ClearanceInput(message, consent(header)))
                : new Undecodable<>(DeadLetterReason.BAD_FORM);
    }

    private static boolean isWellFormed(MessageHeader header) {
        return MessageId.isValid(header.getMessageId())
                && header.getRequestDigest().remaining() == Sha256.SIZE
                && Enums.domain(header.getLane()) != Lane.UNKNOWN
                && BusinessId.isValid(header.getBusiness())
                && RecipientId.isValid(header.getRecipient())
                && Purpose.isValid(header.getPurpose());
    }

    private static ConsentKey consent(MessageHeader header) {
        return new ConsentKey(
                new Subject(
                        new BusinessId(header.getBusiness()),
                        new RecipientId(header.getRecipient())),
                new ConsentScope(
                        new Purpose(header.getPurpose()), Enums.domain(header.getChannel())));
    }
}
