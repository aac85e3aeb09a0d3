package io.sealpost.seal.id;

import java.time.Instant;
import java.util.UUID;

/** The id of a send-request: a UUIDv7 that the producer chooses and keeps over retries. */
public record RequestId(UUID value) {
    /** Throws {@link IllegalArgumentException} for another version or variant. */
    public RequestId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a UUIDv7");
        }
    }

    public static boolean isValid(UUID value) {
        return value.version() == 7 && value.variant() == 2;
    }

    /** The producer's time, in milliseconds: the first 48 bits. */
    public Instant sentAt() {
        return Ids.sentAt(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
