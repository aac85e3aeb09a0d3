package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.ConsentScope;
import io.sealpost.consent.domain.GrantCommand;
import io.sealpost.consent.domain.LegalBasis;
import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.consent.messaging.ParsedCommand.Invalid;
import io.sealpost.consent.messaging.ParsedCommand.Valid;
import io.sealpost.schemas.Evidence;
import io.sealpost.schemas.Grant;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.EvidenceMethod;
import io.sealpost.seal.id.Purpose;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Enums;

/** The fields of GRANT. */
record GrantFields(Grant grant) implements CommandFields {

    @Override
    public String recipient() {
        return grant.getRecipient();
    }

    @Override
    public void addTo(CommandDigest digest) {
        Evidence evidence = grant.getEvidence();
        digest.text(grant.getRecipient())
                .text(grant.getPurpose())
                .symbol(grant.getChannel())
                .symbol(evidence.getMethod())
                .time(evidence.getCollectedAt())
                .bytes(AvroBytes.of(evidence.getWordingSha256()))
                .text(evidence.getReference())
                .time(grant.getValidUntil());
    }

    @Override
    public ParsedCommand parse() {
        Channel channel = Enums.domain(grant.getChannel());
        Evidence evidence = grant.getEvidence();
        if (!Purpose.isValid(grant.getPurpose())) {
            return new Invalid(RefusalReason.BAD_PURPOSE);
        }
        if (channel == Channel.UNKNOWN) {
            return new Invalid(RefusalReason.UNKNOWN_CHANNEL);
        }
        if (!isWellFormed(evidence)) {
            return new Invalid(RefusalReason.BAD_EVIDENCE);
        }
        return new Valid(
                new GrantCommand(
                        new ConsentScope(new Purpose(grant.getPurpose()), channel),
                        new LegalBasis.Evidence(
                                Enums.domain(evidence.getMethod()),
                                evidence.getCollectedAt(),
                                Sha256.from(AvroBytes.of(evidence.getWordingSha256())),
                                evidence.getReference()),
                        grant.getValidUntil()));
    }

    private static boolean isWellFormed(Evidence evidence) {
        String reference = evidence.getReference();
        return Enums.domain(evidence.getMethod()) != EvidenceMethod.UNKNOWN
                && evidence.getWordingSha256().remaining() == Sha256.SIZE
                && (reference == null || LegalBasis.Evidence.isReference(reference));
    }
}
