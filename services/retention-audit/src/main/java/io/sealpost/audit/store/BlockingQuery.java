package io.sealpost.audit.store;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Waits for the database on the appender's own thread; fails after 30 s. */
final class BlockingQuery {
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(30);

    private BlockingQuery() {}

    static <T> T await(Uni<T> answer) {
        return answer.await().atMost(QUERY_TIMEOUT);
    }
}
