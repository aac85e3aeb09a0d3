package io.sealpost.hop;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The table {@code handled(id, digest, verdict, reason, detail, decided_at)}: every command that
 * was decided and what came of it. Partitioned by the day in the id.
 */
public final class Handled {

    /** A stored decision. */
    public record Entry(byte[] digest, Outcome outcome) {}

    private static final String FIND =
            """
            select id, digest, verdict, reason, detail, decided_at from handled
            where id = any($1) and id between $2 and $3
            """;
    private static final String ADD =
            """
            insert into handled (id, digest, verdict, reason, detail, decided_at)
            select * from unnest($1::uuid[], $2::bytea[], $3::text[], $4::text[], $5::bytea[], $6::timestamptz[])
            """;

    private Handled() {}

    /** The entries of those ids that were handled before. */
    public static Uni<Map<UUID, Entry>> find(SqlClient client, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        UUID[] sorted = ids.toArray(UUID[]::new);
        Arrays.sort(sorted, UuidOrder.UNSIGNED);
        // The bounds let the planner leave out the partitions of other days.
        Tuple bounds = Tuple.of(sorted, sorted[0], sorted[sorted.length - 1]);
        return client.preparedQuery(FIND).execute(bounds).map(Handled::entries);
    }

    /**
     * Adds decisions. A command that another consumer has decided meanwhile violates the primary
     * key: the transaction fails and the batch is repeated.
     */
    static <I> Write add(List<Folded.Decided<I>> decided) {
        // Sorted: two batches that overlap after a rebalance must not wait for each other
        // crosswise.
        List<Folded.Decided<I>> sorted =
                decided.stream()
                        .sorted(
                                (a, b) ->
                                        UuidOrder.UNSIGNED.compare(a.claim().id(), b.claim().id()))
                        .toList();
        return new Write(ADD, columns(sorted));
    }

    private static <I> Tuple columns(List<Folded.Decided<I>> rows) {
        return Columns.of(rows)
                .uuids(row -> row.claim().id())
                .bytes(row -> row.claim().digest())
                .texts(row -> row.outcome().verdict())
                .texts(row -> row.outcome().reason())
                .bytes(row -> row.outcome().detail())
                .times(row -> row.outcome().decidedAt())
                .tuple();
    }

    private static Map<UUID, Entry> entries(RowSet<Row> rows) {
        Map<UUID, Entry> entries = HashMap.newHashMap(rows.size());
        for (Row row : rows) {
            Buffer detail = row.getBuffer("detail");
            Outcome outcome =
                    new Outcome(
                            row.getString("verdict"),
                            row.getString("reason"),
                            detail == null ? null : detail.getBytes(),
                            row.getOffsetDateTime("decided_at").toInstant());
            entries.put(row.getUUID("id"), new Entry(row.getBuffer("digest").getBytes(), outcome));
        }
        return entries;
    }
}
