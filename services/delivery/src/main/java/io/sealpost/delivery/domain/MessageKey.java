package io.sealpost.delivery.domain;

import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import org.jspecify.annotations.Nullable;

/**
 * A message; the recipient only tells where to look for withdrawals and is no part of what makes
 * two keys the same.
 *
 * @param recipient null where the message cannot be a new one
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
