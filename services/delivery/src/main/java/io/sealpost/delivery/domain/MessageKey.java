package io.sealpost.delivery.domain;

import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import org.jspecify.annotations.Nullable;

/**
 * Names a message. The recipient states where withdrawals are looked up; it is not part of the
 * key's equality.
 *
 * @param recipient null for a step that never creates a message
 */
public record MessageKey(MessageId id, @Nullable RecipientId recipient) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MessageKey key && id.equals(key.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
