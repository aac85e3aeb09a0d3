package io.sealpost.seal.id;

import java.time.Instant;
import java.util.UUID;

/** A message, UUIDv8, made from the tenant and the request id by {@link Ids#messageId}. */
public record MessageId(UUID value) {
    /** Throws {@link IllegalArgumentException} for another version or variant. */
    public MessageId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a UUIDv8");
        }
    }

    public static boolean isValid(UUID value) {
        return value.version() == 8 && value.variant() == 2;
    }

    /** The request's time, in milliseconds: the first 48 bits. */
    public Instant sentAt() {
        return Ids.sentAt(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
