package io.sealpost.seal.id;

import java.time.Duration;
import java.time.Instant;

/**
 * The bounds on the times of a send-request (docs/design.md §2, Forms). A client checks them before
 * it sends, ingest rejects what is outside. A time that equals a bound is allowed.
 */
public final class RequestBounds {
    /** A request id's time may be this far before the broker received the request. */
    public static final Duration MAX_REQUEST_AGE = Duration.ofDays(7);

    /** A request id's time may be this far after the broker received the request. */
    public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(10);

    /** The least time from the request id's time to the expiry. */
    public static final Duration MIN_TIME_TO_LIVE = Duration.ofSeconds(1);

    /** The greatest time from the request id's time to the expiry. */
    public static final Duration MAX_TIME_TO_LIVE = Duration.ofDays(30);

    /** The greatest time from the arrival of the request to its not-before time. */
    public static final Duration MAX_HOLD = Duration.ofHours(36);

    private RequestBounds() {}

    /** Whether a request id's time is acceptable for a request that arrived at that time. */
    public static boolean allowsSentAt(Instant sentAt, Instant arrivedAt) {
        return !sentAt.isBefore(arrivedAt.minus(MAX_REQUEST_AGE))
                && !sentAt.isAfter(arrivedAt.plus(MAX_CLOCK_SKEW));
    }

    /**
     * Whether the time to live is within its bounds. Does not check that the expiry is in the
     * future.
     */
    public static boolean allowsExpiry(Instant sentAt, Instant expiresAt) {
        return !expiresAt.isBefore(sentAt.plus(MIN_TIME_TO_LIVE))
                && !expiresAt.isAfter(sentAt.plus(MAX_TIME_TO_LIVE));
    }

    /** Whether a message that arrived at that time may be held until {@code notBefore}. */
    public static boolean allowsNotBefore(Instant notBefore, Instant arrivedAt) {
        return !notBefore.isAfter(arrivedAt.plus(MAX_HOLD));
    }
}
