package io.sealpost.audit.store;

import io.sealpost.audit.domain.NewLeaf;
import io.sealpost.hop.Columns;
import io.sealpost.hop.UuidOrder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes rows of the timeline in sets, for the appender. */
final class EventRows {
    private static final String KNOWN =
            "select id from event where id = any($1) and id between $2 and $3";
    private static final String ADD =
            """
            insert into event (id, message_id, business, recipient, type, at, leaf_index, detail)
            select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::smallint[],
                                 $6::timestamptz[], $7::bigint[], $8::bytea[])
            on conflict do nothing
            """;

    private EventRows() {}

    /** Returns those of the ids that have a leaf already. */
    static Uni<Set<UUID>> known(Pool pool, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        UUID[] sorted = ids.toArray(UUID[]::new);
        Arrays.sort(sorted, UuidOrder.UNSIGNED);
        // With the bounds the planner skips the partitions of other days.
        Tuple bounds = Tuple.of(sorted, sorted[0], sorted[sorted.length - 1]);
        return pool.preparedQuery(KNOWN)
                .execute(bounds)
                .map(
                        rows -> {
                            Set<UUID> known = new HashSet<>();
                            for (Row row : rows) {
                                known.add(row.getUUID(0));
                            }
                            return known;
                        });
    }

    static Uni<Void> add(SqlConnection transaction, List<NewLeaf> leaves) {
        List<NewLeaf> rows = leaves.stream().filter(NewLeaf::inTimeline).toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(ADD).execute(columns(rows)).replaceWithVoid();
    }

    private static Tuple columns(List<NewLeaf> rows) {
        return Columns.of(rows)
                .uuids(row -> row.step().eventId())
                .uuids(row -> row.step().message().value())
                .texts(row -> row.step().business().value())
                .texts(EventRows::recipient)
                .shorts(row -> row.step().type().code())
                .times(row -> row.step().at())
                .longs(NewLeaf::index)
                .bytes(row -> row.step().detail())
                .tuple();
    }

    private static @Nullable String recipient(NewLeaf row) {
        var recipient = row.step().recipient();
        return recipient == null ? null : recipient.value();
    }
}
