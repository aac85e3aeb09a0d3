package io.sealpost.seal.id;

import java.time.Duration;
import java.time.Instant;

/**
 * The bounds on a send-request's times (docs/design.md §2). Ingest rejects what is outside; a
 * client checks the same bounds before it sends. Every bound is included.
 */
public final class RequestBounds {
    /** A request id's time may be this far before the broker received the request. */
    public static final Duration MAX_REQUEST_AGE = Duration.ofDays(7);

    /** A request id's time may be this far after the broker received the request. */
    public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(10);

    /** From the request id's time to the expiry, at least. */
    public static final Duration MIN_TIME_TO_LIVE = Duration.ofSeconds(1);

    /** From the request id's time to the expiry, at most. */
    public static final Duration MAX_TIME_TO_LIVE = Duration.ofDays(30);

    /** From the arrival of the request to its not-before time, at most. */
    public static final Duration MAX_HOLD = Duration.ofHours(36);

    private RequestBounds() {}

    /** Whether a request with this id's time may arrive at that instant. */
    public static boolean allowsSentAt(Instant sentAt, Instant arrivedAt) {
        return !sentAt.isBefore(arrivedAt.minus(MAX_REQUEST_AGE))
                && !sentAt.isAfter(arrivedAt.plus(MAX_CLOCK_SKEW));
    }

    /** Whether the time to live is within its bounds, whatever the time is now. */
    public static boolean allowsExpiry(Instant sentAt, Instant expiresAt) {
        return !expiresAt.isBefore(sentAt.plus(MIN_TIME_TO_LIVE))
                && !expiresAt.isAfter(sentAt.plus(MAX_TIME_TO_LIVE));
    }

    /** Whether a message that arrives at that instant may be held until {@code notBefore}. */
    public static boolean allowsNotBefore(Instant notBefore, Instant arrivedAt) {
        return !notBefore.isAfter(arrivedAt.plus(MAX_HOLD));
    }
}
