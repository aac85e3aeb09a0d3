package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.BlockCommand;
import io.sealpost.consent.domain.CommandContext;
import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.consent.domain.UnblockCommand;
import io.sealpost.consent.messaging.ParsedCommand.Invalid;
import io.sealpost.consent.store.TopicPosition;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.RequestBounds;
import io.sealpost.seal.id.RequestId;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of {@code consent-commands.<business>}. A command with a wrong form is read too
 * and will be refused; only a record without a command goes to the dead-letter topic.
 */
final class LedgerReader {
    private static final String PREFIX =
            Catalogue.get().named("consent-commands.<business>").prefix();

    private LedgerReader() {}

    /**
     * @param seed random bytes for the salts of the records that this command may lead to
     */
    static Decoded<LedgerInput> read(
            ConsumerRecord<String, byte[]> record, ConsentCommand command, Bytes seed) {
        CommandFields fields = fields(command);
        if (fields == null) {
            return new Undecodable<>(DeadLetterReason.KIND_WITHOUT_RECORD);
        }
        BusinessId tenant = new BusinessId(record.topic().substring(PREFIX.length()));
        UUID requestId = command.getRequestId();
        String recipient = fields.recipient();
        CommandContext context =
                new CommandContext(
                        Ids.commandId(tenant, requestId),
                        Ids.sentAt(requestId),
                        Instant.ofEpochMilli(record.timestamp()),
                        seed);
        return new Value<>(
                new LedgerInput(
                        new TopicPosition(record.topic(), record.partition(), record.offset()),
                        tenant,
                        requestId,
                        RecipientId.isValid(recipient) ? new RecipientId(recipient) : null,
                        context,
                        parse(tenant, command, fields, context),
                        CommandDigest.of(command, fields),
                        null));
    }

    /** Null where the record of the kind is missing. */
    private static @Nullable CommandFields fields(ConsentCommand command) {
        return switch (command.getKind()) {
            case GRANT -> command.getGrant() == null ? null : new GrantFields(command.getGrant());
            case WITHDRAW ->
                    command.getWithdraw() == null
                            ? null
                            : new WithdrawFields(command.getWithdraw());
            case BLOCK ->
                    command.getBlock() == null
                            ? null
                            : new BlockFields(command.getBlock(), new BlockCommand());
            case UNBLOCK ->
                    command.getBlock() == null
                            ? null
                            : new BlockFields(command.getBlock(), new UnblockCommand());
            case UNKNOWN -> null;
        };
    }

    /** Checks what every command has, and then the fields of its kind. */
    private static ParsedCommand parse(
            BusinessId tenant,
            ConsentCommand command,
            CommandFields fields,
            CommandContext context) {
        if (!tenant.value().equals(command.getBusiness())) {
            return new Invalid(RefusalReason.BUSINESS_MISMATCH);
        }
        if (!RequestId.isValid(command.getRequestId())) {
            return new Invalid(RefusalReason.BAD_REQUEST_ID);
        }
        // Compared with the broker's time of the record, so that a replay gets the same answer.
        if (!RequestBounds.allowsSentAt(context.requestedAt(), context.arrivedAt())) {
            return new Invalid(RefusalReason.TIME_OUT_OF_BOUNDS);
        }
        if (!RecipientId.isValid(fields.recipient())) {
            return new Invalid(RefusalReason.BAD_RECIPIENT);
        }
        return fields.parse();
    }
}
