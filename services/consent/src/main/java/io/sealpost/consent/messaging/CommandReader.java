package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.Command;
import io.sealpost.consent.domain.Grounds;
import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.consent.domain.Request;
import io.sealpost.consent.domain.Scope;
import io.sealpost.consent.domain.Subject;
import io.sealpost.consent.messaging.Reading.Asked;
import io.sealpost.consent.messaging.Reading.Malformed;
import io.sealpost.consent.store.Position;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.Evidence;
import io.sealpost.schemas.Grant;
import io.sealpost.schemas.Withdraw;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.RequestBounds;
import io.sealpost.seal.id.RequestId;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.Enums;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * From the wire to the ledger's commands. A wrong form is a command too, one that is refused; only
 * what has no command in it is set aside.
 */
final class CommandReader {
    private static final String PREFIX =
            Catalogue.get().named("consent-commands.<business>").prefix();

    private CommandReader() {}

    /**
     * @param seed random bytes for the salts of the records this command may lead to
     */
    static Decoded<LedgerInput> read(
            ConsumerRecord<String, byte[]> record, ConsentCommand command, Bytes seed) {
        String recipient = recipient(command);
        if (recipient == null) {
            return new Undecodable<>(DeadLetterReason.KIND_WITHOUT_RECORD);
        }
        BusinessId tenant = new BusinessId(record.topic().substring(PREFIX.length()));
        UUID requestId = command.getRequestId();
        Instant arrived = Instant.ofEpochMilli(record.timestamp());
        RefusalReason refusal = refusal(command, recipient, tenant, arrived);
        return new Value<>(
                new LedgerInput(
                        new Position(record.topic(), record.partition(), record.offset()),
                        tenant,
                        requestId,
                        Ids.commandId(tenant, requestId),
                        RecipientId.isValid(recipient) ? new RecipientId(recipient) : null,
                        refusal == null
                                ? asked(
                                        command,
                                        new Subject(tenant, new RecipientId(recipient)),
                                        arrived,
                                        seed)
                                : new Malformed(refusal),
                        CommandDigest.of(command),
                        null));
    }

    private static @Nullable String recipient(ConsentCommand command) {
        return switch (command.getKind()) {
            case GRANT -> command.getGrant() == null ? null : command.getGrant().getRecipient();
            case WITHDRAW ->
                    command.getWithdraw() == null ? null : command.getWithdraw().getRecipient();
            case BLOCK, UNBLOCK ->
                    command.getBlock() == null ? null : command.getBlock().getRecipient();
            case UNKNOWN -> null;
        };
    }

    private static @Nullable RefusalReason refusal(
            ConsentCommand command, String recipient, BusinessId tenant, Instant arrived) {
        if (!tenant.value().equals(command.getBusiness())) {
            return RefusalReason.BUSINESS_MISMATCH;
        }
        if (!RequestId.isValid(command.getRequestId())) {
            return RefusalReason.BAD_REQUEST_ID;
        }
        // Against the broker's time of the record, so that a replay judges the same.
        Instant asked = Ids.sentAt(command.getRequestId());
        if (!RequestBounds.allowsSentAt(asked, arrived)) {
            return RefusalReason.TIME_OUT_OF_BOUNDS;
        }
        return RecipientId.isValid(recipient) ? null : RefusalReason.BAD_RECIPIENT;
    }

    /** Once what every command has is in order: what its own kind asks. */
    private static Reading asked(
            ConsentCommand command, Subject subject, Instant arrived, Bytes seed) {
        RefusalReason refusal =
                switch (command.getKind()) {
                    case GRANT -> refusal(command.getGrant());
                    case WITHDRAW -> refusal(command.getWithdraw());
                    case BLOCK, UNBLOCK, UNKNOWN -> null;
                };
        if (refusal != null) {
            return new Malformed(refusal);
        }
        UUID requestId = command.getRequestId();
        return new Asked(
                subject,
                new Request(
                        Ids.commandId(subject.business(), requestId),
                        Ids.sentAt(requestId),
                        arrived,
                        seed,
                        command(command)));
    }

    private static Command command(ConsentCommand command) {
        return switch (command.getKind()) {
            case GRANT -> grant(command.getGrant());
            case WITHDRAW -> withdraw(command.getWithdraw());
            case BLOCK -> new Command.Block();
            case UNBLOCK -> new Command.Unblock();
            case UNKNOWN -> throw new IllegalStateException("a kind without a record");
        };
    }

    private static @Nullable RefusalReason refusal(Grant grant) {
        if (!Purpose.isValid(grant.getPurpose())) {
            return RefusalReason.BAD_PURPOSE;
        }
        if (grant.getChannel() == io.sealpost.schemas.Channel.UNKNOWN) {
            return RefusalReason.UNKNOWN_CHANNEL;
        }
        return isWellFormed(grant.getEvidence()) ? null : RefusalReason.BAD_EVIDENCE;
    }

    private static @Nullable RefusalReason refusal(Withdraw withdraw) {
        String purpose = withdraw.getPurpose();
        if (purpose != null && !Purpose.isValid(purpose)) {
            return RefusalReason.BAD_PURPOSE;
        }
        return withdraw.getChannel() == io.sealpost.schemas.Channel.UNKNOWN
                ? RefusalReason.UNKNOWN_CHANNEL
                : null;
    }

    private static boolean isWellFormed(Evidence evidence) {
        String reference = evidence.getReference();
        return evidence.getMethod() != io.sealpost.schemas.EvidenceMethod.UNKNOWN
                && evidence.getWordingSha256().remaining() == Sha256.SIZE
                && (reference == null || Grounds.Evidence.isReference(reference));
    }

    private static Command grant(Grant grant) {
        Evidence evidence = grant.getEvidence();
        return new Command.Grant(
                new Scope(new Purpose(grant.getPurpose()), Enums.domain(grant.getChannel())),
                new Grounds.Evidence(
                        Enums.domain(evidence.getMethod()),
                        evidence.getCollectedAt(),
                        Sha256.from(AvroBytes.of(evidence.getWordingSha256())),
                        evidence.getReference()),
                grant.getValidUntil());
    }

    private static Command withdraw(Withdraw withdraw) {
        String purpose = withdraw.getPurpose();
        return new Command.Withdraw(
                purpose == null ? null : new Purpose(purpose),
                withdraw.getChannel() == null ? null : Enums.domain(withdraw.getChannel()));
    }
}
