package io.sealpost.hop;

import io.sealpost.seal.id.Lane;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Slows the bulk work of a service down while its urgent work is slow: within a second after a
 * piece of urgent work that took more than 50 ms, each piece of bulk work is followed by a pause of
 * three times its own duration. Bulk then uses a quarter of its time; where cores are idle it never
 * pauses. All times are measured in this process, so no clocks are compared. Thread-safe.
 */
public final class BulkThrottle {
    /** Urgent work that took longer had to wait for a core or a disk. */
    private static final Duration SLOW = Duration.ofMillis(50);

    private static final int PAUSE_FACTOR = 3;
    private static final Duration MAX_PAUSE = Duration.ofSeconds(1);

    /** How long one slow piece of urgent work throttles bulk. */
    private static final Duration EFFECT = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private volatile long slowUntil;

    /** A throttle by the time of this process. */
    public BulkThrottle() {
        this(System::nanoTime);
    }

    BulkThrottle(LongSupplier nanoTime) {
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

        /** Ends the work and returns the pause before the lane's next piece; zero for urgent. */
        public Duration done() {
            long now = nanoTime.getAsLong();
            Duration took = Duration.ofNanos(now - begun);
            if (lane == Lane.URGENT) {
                if (took.compareTo(SLOW) > 0) {
                    slowUntil = now + EFFECT.toNanos();
                }
                return Duration.ZERO;
            }
            boolean throttled = now - slowUntil < 0;
            return throttled
                    ? Collections.min(List.of(took.multipliedBy(PAUSE_FACTOR), MAX_PAUSE))
                    : Duration.ZERO;
        }
    }
}
