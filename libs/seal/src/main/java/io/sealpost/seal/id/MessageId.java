package io.sealpost.seal.id;

import java.time.Instant;
import java.util.UUID;

/** The id of a message: a UUIDv8, derived from tenant and request id by {@link Ids#messageId}. */
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
