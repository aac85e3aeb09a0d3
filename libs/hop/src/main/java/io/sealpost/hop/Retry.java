package io.sealpost.hop;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Consumer;

/** Repeats work until it succeeds, with a pause of 50 ms that grows to 2 s. */
public final class Retry {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(2);

    private Retry() {}

    /**
     * Never fails.
     *
     * @param work subscribed to again after each failure
     * @param failed called with each failure
     */
    public static <T> Uni<T> untilItSucceeds(Uni<T> work, Consumer<Throwable> failed) {
        return work.onFailure()
                .invoke(failed)
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, MAX_PAUSE)
                .indefinitely();
    }
}
