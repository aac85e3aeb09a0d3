package io.sealpost.e2e;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition; the patience is that of a slow machine and no part of any promise. */
final class Await {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(20);

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        until(() -> what, condition);
    }

    /** The same where the state to tell of is that of the end. */
    static void until(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain: " + what.get());
            }
            LockSupport.parkNanos(GLANCE);
        }
    }
}
