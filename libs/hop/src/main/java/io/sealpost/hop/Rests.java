package io.sealpost.hop;

import io.sealpost.schemas.Lane;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * When the bulk work of a service rests: after each piece of its own, for three times as long as
 * that took, where a piece of urgent work has taken long within the last second. So bulk uses a
 * quarter of its time, and where cores are to spare nothing rests. Measured within the service, so
 * no clocks are compared. Thread-safe.
 */
public final class Rests {
    /** Urgent work that took longer has waited for a core or a disk. */
    private static final Duration SLOW = Duration.ofMillis(50);

    /** So many times as long as a piece of bulk work took. */
    private static final int TIMES = 3;

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

    /** A piece of the lane's work begins now. */
    public Work begin(Lane lane) {
        return new Work(lane);
    }

    /** A piece of work that has begun: a batch, or a round of pushes. */
    public final class Work {
        private final Lane lane;
        private final long begun = nanoTime.getAsLong();

        private Work(Lane lane) {
            this.lane = lane;
        }

        /** Is done; returns how long the lane's next one waits: urgent never, bulk mostly not. */
        public Duration done() {
            long now = nanoTime.getAsLong();
            Duration took = Duration.ofNanos(now - begun);
            if (lane == Lane.URGENT) {
                if (took.compareTo(SLOW) > 0) {
                    slowUntil = now + LONGEST.toNanos();
                }
                return Duration.ZERO;
            }
            boolean rests = now - slowUntil < 0;
            return rests
                    ? Collections.min(List.of(took.multipliedBy(TIMES), LONGEST))
                    : Duration.ZERO;
        }
    }
}
