package io.sealpost.delivery.store;

import io.sealpost.hop.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The table {@code consent_pulse}: for each partition of {@code consent-withdrawals}, a time at
 * which consent was running and all that it had written there was stored here.
 *
 * <p>Storing a withdrawal locks the row of its partition, and adding a message shares that lock. So
 * either the message finds the withdrawal, or the withdrawal finds the message in the mailboxes.
 */
public final class ConsentPulses {
    private static final String SHARE =
            """
            select partition from consent_pulse where partition = any($1)
            order by partition for share
            """;
    private static final String LOCK =
            """
            select partition from consent_pulse where partition = any($1)
            order by partition for update
            """;
    private static final String STORE =
            """
            update consent_pulse p set seen_at = q.seen_at
            from unnest($1::int[], $2::timestamptz[]) as q(partition, seen_at)
            where p.partition = q.partition
            """;
    private static final String ALL =
            "select partition, seen_at from consent_pulse where seen_at > '-infinity'";

    private ConsentPulses() {}

    static Uni<Void> share(SqlConnection transaction, Collection<Integer> partitions) {
        return lock(transaction, SHARE, partitions);
    }

    static Uni<Void> lock(SqlConnection transaction, Collection<Integer> partitions) {
        return lock(transaction, LOCK, partitions);
    }

    private static Uni<Void> lock(
            SqlConnection transaction, String sql, Collection<Integer> partitions) {
        return transaction
                .preparedQuery(sql)
                .execute(Tuple.of(partitions.toArray(Integer[]::new)))
                .replaceWithVoid();
    }

    static Uni<Void> store(SqlConnection transaction, Map<Integer, Instant> pulses) {
        if (pulses.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple columns =
                Columns.of(pulses.entrySet())
                        .ints(Map.Entry::getKey)
                        .times(Map.Entry::getValue)
                        .tuple();
        return transaction.preparedQuery(STORE).execute(columns).replaceWithVoid();
    }

    /** The pulse of each partition that has one. */
    public static Uni<Map<Integer, Instant>> all(Pool pool) {
        return pool.query(ALL)
                .execute()
                .map(
                        rows -> {
                            Map<Integer, Instant> pulses = new HashMap<>();
                            for (Row row : rows) {
                                pulses.put(row.getInteger(0), row.getOffsetDateTime(1).toInstant());
                            }
                            return pulses;
                        });
    }
}
