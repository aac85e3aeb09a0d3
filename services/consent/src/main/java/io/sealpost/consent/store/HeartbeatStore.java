package io.sealpost.consent.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to send a heartbeat: one row for all replicas, and one commit for each heartbeat. A
 * time in the future was stored before the database's clock was set back, and does not count.
 */
@ApplicationScoped
public class HeartbeatStore {
    private static final String CLAIM =
            """
            update heartbeat set sent_at = clock_timestamp()
            where (sent_at <= clock_timestamp() - $1 * interval '1 millisecond'
                or sent_at > clock_timestamp())
              and not exists (select from pending_withdrawal)
            returning sent_at
            """;

    private final Pool pool;

    @Inject
    HeartbeatStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Claims the next heartbeat.
     *
     * @return its time by the database's clock; null where none is due, or a withdrawal is pending
     */
    public Uni<Instant> claim(Duration every) {
        Tuple millis = Tuple.of((double) every.toMillis());
        return pool.withTransaction(transaction -> transaction.preparedQuery(CLAIM).execute(millis))
                .map(HeartbeatStore::time);
    }

    private static @Nullable Instant time(RowSet<Row> claimed) {
        return claimed.rowCount() == 0
                ? null
                : claimed.iterator().next().getOffsetDateTime(0).toInstant();
    }
}
