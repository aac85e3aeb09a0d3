package io.sealpost.client.device;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits of 100 ms, doubling to 10 s, each between half and all of it. Not thread-safe. */
final class Backoff {
    private static final long FIRST = 100;
    private static final long LONGEST = 10_000;

    private long next = FIRST;

    Duration pause() {
        long most = next;
        next = Math.min(LONGEST, next * 2);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    void reset() {
        next = FIRST;
    }
}
