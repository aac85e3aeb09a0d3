package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.CommandContext;
import io.sealpost.consent.domain.Subject;
import io.sealpost.consent.messaging.ParsedCommand.Valid;
import io.sealpost.consent.store.StoredSubjectKey;
import io.sealpost.consent.store.TopicPosition;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command to the ledger, as it was read.
 *
 * @param tenant the business of the topic
 * @param requestId the id that the business chose; of any form
 * @param recipient null where its form is wrong
 * @param digest of all fields of the command
 * @param key the subject's key; null before {@link LedgerStation#prepare}, and for an invalid
 *     command
 */
record LedgerInput(
        TopicPosition position,
        BusinessId tenant,
        UUID requestId,
        @Nullable RecipientId recipient,
        CommandContext context,
        ParsedCommand command,
        Sha256 digest,
        @Nullable StoredSubjectKey key) {

    UUID commandId() {
        return context.commandId();
    }

    /** The subject whose ledger the command concerns; empty for an invalid command. */
    Optional<Subject> subject() {
        return command instanceof Valid && recipient != null
                ? Optional.of(new Subject(tenant, recipient))
                : Optional.empty();
    }

    LedgerInput with(@Nullable StoredSubjectKey found) {
        return new LedgerInput(
                position, tenant, requestId, recipient, context, command, digest, found);
    }
}
