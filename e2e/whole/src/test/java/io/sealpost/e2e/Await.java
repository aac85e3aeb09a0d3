package io.sealpost.e2e;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition. The timeout is for slow machines; no promise depends on it. */
final class Await {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final long POLL_INTERVAL = TimeUnit.MILLISECONDS.toNanos(20);

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        until(() -> what, condition);
    }

    /** The same with a description that is made at the timeout. */
    static void until(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("timed out waiting until: " + what.get());
            }
            LockSupport.parkNanos(POLL_INTERVAL);
        }
    }
}
