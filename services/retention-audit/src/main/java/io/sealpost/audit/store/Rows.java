package io.sealpost.audit.store;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Waits for the database on the writer's own thread; longer than this is an outage. */
final class Rows {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Rows() {}

    static <T> T await(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }
}
