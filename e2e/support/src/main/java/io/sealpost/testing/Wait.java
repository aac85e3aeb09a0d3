package io.sealpost.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;

/** Waits for conditions. Tests never sleep. */
public final class Wait {

    /** 30 s; fewer in runs with mutations, where a test often waits until the timeout. */
    public static final Duration TIMEOUT =
            Duration.ofSeconds(Long.getLong("sealpost.test.timeout", 30));

    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private Wait() {}

    /** Waits up to 30 s, or {@code -Dsealpost.test.timeout} seconds. */
    public static void until(Callable<Boolean> condition) {
        until(TIMEOUT, condition);
    }

    public static void until(Duration timeout, Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(timeout)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL)
                .until(condition);
    }

    /** The future's value, without a timeout. */
    public static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
