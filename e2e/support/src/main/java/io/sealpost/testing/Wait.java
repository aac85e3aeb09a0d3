package io.sealpost.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;

/** Waits for conditions, never for time. */
public final class Wait {

    /** 30 s; a run that damages the code on purpose sets fewer, since it waits them out. */
    public static final Duration PATIENCE =
            Duration.ofSeconds(Long.getLong("sealpost.test.patience", 30));

    private static final Duration GLANCE = Duration.ofMillis(20);

    private Wait() {}

    /** Waits up to 30 s, or {@code -Dsealpost.test.patience} seconds. */
    public static void until(Callable<Boolean> condition) {
        until(PATIENCE, condition);
    }

    public static void until(Duration patience, Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(patience)
                .pollDelay(Duration.ZERO)
                .pollInterval(GLANCE)
                .until(condition);
    }

    /** The future's value, however long it takes. */
    public static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
