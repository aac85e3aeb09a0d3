package io.sealpost.client.device;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between connection attempts: 100 ms, doubled up to 10 s, each shortened at random by
 * up to a half. Not thread-safe.
 */
final class Backoff {
    private static final long MIN_PAUSE_MILLIS = 100;
    private static final long MAX_PAUSE_MILLIS = 10_000;

    private long nextMillis = MIN_PAUSE_MILLIS;

    Duration nextPause() {
        long longest = nextMillis;
        nextMillis = Math.min(MAX_PAUSE_MILLIS, nextMillis * 2);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    }

    void reset() {
        nextMillis = MIN_PAUSE_MILLIS;
    }
}
