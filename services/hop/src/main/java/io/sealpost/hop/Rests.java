package io.sealpost.hop;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When the bulk work of a service rests: after each piece of its own, for as long as that took,
 * where a piece of urgent work has taken long within the last second. So bulk uses half of what
 * both of them want, and where cores are to spare nothing rests. Measured within the service, so no
 * clocks are compared. Thread-safe.
 */
public final class Rests {
    /** Urgent work that took longer has waited for a core or a disk. */
    private static final Duration SLOW = Duration.ofMillis(50);

    /** How long slow urgent work counts, and the longest rest. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private volatile long slowUntil;

    public Rests() {
        this(System::nanoTime);
    }

    Rests(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.slowUntil = nanoTime.getAsLong();
    }

    /** A piece of work begins now. */
    public Work begin() {
        return new Work();
    }

    /** A piece of work that has begun: a batch, or a round of pushes. */
    public final class Work {
        private final long begun = nanoTime.getAsLong();

        private Work() {}

        /** It was urgent, and is done. */
        public void urgentDone() {
            if (took().compareTo(SLOW) > 0) {
                slowUntil = nanoTime.getAsLong() + LONGEST.toNanos();
            }
        }

        /** It was bulk, and is done; returns how long the next one waits, mostly not at all. */
        public Duration bulkDone() {
            boolean slow = nanoTime.getAsLong() - slowUntil < 0;
            Duration took = slow ? took() : Duration.ZERO;
            return took.compareTo(LONGEST) < 0 ? took : LONGEST;
        }

        private Duration took() {
            return Duration.ofNanos(nanoTime.getAsLong() - begun);
        }
    }
}
