package io.sealpost.consent.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/**
 * The right to send one heartbeat: a commit, shared by all replicas. A beat of the future is one of
 * before the database's clock stepped back, and no reason to wait for that time.
 */
@ApplicationScoped
public class Pulse {
    private static final String BEAT =
            """
            update heartbeat set sent_at = clock_timestamp()
            where (sent_at <= clock_timestamp() - $1 * interval '1 millisecond'
                or sent_at > clock_timestamp())
              and not exists (select from pending_withdrawal)
            returning sent_at
            """;

    private final Pool pool;

    @Inject
    Pulse(Pool pool) {
        this.pool = pool;
    }

    /** When it beat, by the database's clock; null where none is due or a withdrawal is untold. */
    public Uni<Instant> beat(Duration every) {
        return pool.withTransaction(
                        transaction ->
                                transaction
                                        .preparedQuery(BEAT)
                                        .execute(Tuple.of((double) every.toMillis())))
                .onItem()
                .transformToUni(
                        rows ->
                                rows.rowCount() == 0
                                        ? Uni.createFrom().nullItem()
                                        : Uni.createFrom()
                                                .item(
                                                        rows.iterator()
                                                                .next()
                                                                .getOffsetDateTime(0)
                                                                .toInstant()));
    }
}
