package io.sealpost.hop;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code handled(id, station, digest, outcome, decided_at)}: every command that was
 * decided, and its outcome. All stations of a service share it, so an id is used once in the whole
 * service. Partitioned by the day in the id.
 */
public final class HandledCommands {

    /**
     * A stored decision.
     *
     * @param station the {@link Station#name} of the station that decided
     * @param outcome as that station's {@link OutcomeCodec} wrote it
     */
    record Row(String station, byte[] digest, byte[] outcome, Instant decidedAt) {
        /** Whether this station decided exactly this command. */
        boolean isOf(String name, Claim claim) {
            return station.equals(name) && claim.hasDigest(digest);
        }
    }

    private static final String FIND =
            """
            select id, station, digest, outcome, decided_at from handled
            where id = any($1) and id between $2 and $3
            """;
    private static final String ADD =
            """
            insert into handled (id, station, digest, outcome, decided_at)
            select * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[], $5::timestamptz[])
            """;

    private HandledCommands() {}

    /** The outcome of a command of this station; empty where it has not decided that id. */
    public static <O extends Outcome> Uni<Optional<O>> outcome(
            SqlClient client, Station<?, ?, ?, O> station, UUID id) {
        return find(client, List.of(id))
                .map(
                        rows ->
                                Optional.ofNullable(rows.get(id))
                                        .filter(row -> row.station().equals(station.name()))
                                        .map(row -> station.outcomes().decode(row.outcome())));
    }

    /** The rows of those ids that were handled before. */
    static Uni<Map<UUID, Row>> find(SqlClient client, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        UUID[] sorted = ids.toArray(UUID[]::new);
        Arrays.sort(sorted, UuidOrder.UNSIGNED);
        // The bounds let the planner leave out the partitions of other days.
        Tuple bounds = Tuple.of(sorted, sorted[0], sorted[sorted.length - 1]);
        return client.preparedQuery(FIND).execute(bounds).map(HandledCommands::rows);
    }

    /**
     * Adds decisions. If another consumer has decided one of the commands meanwhile, the primary
     * key is violated: the transaction fails and the batch is retried.
     */
    static <I, O extends Outcome> Write add(
            Station<I, ?, ?, O> station, List<BatchDecisions.Decided<I, O>> decided) {
        OutcomeCodec<O> codec = station.outcomes();
        return new Write(
                ADD,
                Columns.of(sorted(decided))
                        .uuids(row -> row.claim().id())
                        .texts(row -> station.name())
                        .bytes(row -> row.claim().digest())
                        .bytes(row -> codec.encode(row.outcome()))
                        .times(row -> row.decidedAt())
                        .tuple());
    }

    /** Sorted, so that two batches that overlap after a rebalance do not deadlock. */
    private static <I, O extends Outcome> List<BatchDecisions.Decided<I, O>> sorted(
            List<BatchDecisions.Decided<I, O>> decided) {
        return decided.stream()
                .sorted(Comparator.comparing(row -> row.claim().id(), UuidOrder.UNSIGNED))
                .toList();
    }

    private static Map<UUID, Row> rows(RowSet<io.vertx.mutiny.sqlclient.Row> found) {
        Map<UUID, Row> rows = HashMap.newHashMap(found.size());
        for (io.vertx.mutiny.sqlclient.Row row : found) {
            rows.put(
                    row.getUUID("id"),
                    new Row(
                            row.getString("station"),
                            row.getBuffer("digest").getBytes(),
                            row.getBuffer("outcome").getBytes(),
                            row.getOffsetDateTime("decided_at").toInstant()));
        }
        return rows;
    }
}
