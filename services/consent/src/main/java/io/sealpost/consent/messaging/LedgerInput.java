package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.Subject;
import io.sealpost.consent.messaging.Reading.Asked;
import io.sealpost.consent.store.PersonalKey;
import io.sealpost.consent.store.Position;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command to the ledger as it came.
 *
 * @param tenant the topic's
 * @param recipient null where its form is wrong
 * @param digest of what the command says
 * @param key the subject's, once prepared
 */
record LedgerInput(
        Position position,
        BusinessId tenant,
        UUID requestId,
        UUID commandId,
        @Nullable RecipientId recipient,
        Reading reading,
        Sha256 digest,
        @Nullable PersonalKey key) {

    /** Whose ledger it is about; nobody's, where a form is wrong. */
    Optional<Subject> subject() {
        return reading instanceof Asked asked ? Optional.of(asked.subject()) : Optional.empty();
    }

    LedgerInput with(@Nullable PersonalKey found) {
        return new LedgerInput(
                position, tenant, requestId, commandId, recipient, reading, digest, found);
    }
}
