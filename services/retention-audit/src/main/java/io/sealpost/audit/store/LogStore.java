package io.sealpost.audit.store;

import io.sealpost.audit.domain.NewLeaf;
import io.sealpost.hop.Columns;
import io.sealpost.tlog.AppendResult;
import io.sealpost.tlog.Frontier;
import io.sealpost.tlog.Hash;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The log in the database: one transaction for each batch. Blocking: not for an event loop. */
@ApplicationScoped
public class LogStore {
    private static final String HEAD = "select size, root from head";
    private static final String MOVE =
            "update head set size = $1, root = $2 where size = $3 and root = $4";
    private static final String OFFSETS = "select topic, partition, next_offset from progress";
    private static final String ADVANCE =
            """
            insert into progress (topic, partition, next_offset)
            select * from unnest($1::text[], $2::int[], $3::bigint[])
            on conflict (topic, partition) do update
            set next_offset = excluded.next_offset
            """;

    private final Pool pool;
    private final TileRows tiles;
    private final AuditKeyStore keys;

    @Inject
    LogStore(Pool pool, TileRows tiles, AuditKeyStore keys) {
        this.pool = pool;
        this.tiles = tiles;
        this.keys = keys;
    }

    /** Reads the stored size and root. */
    public LogHead head() {
        Row row = BlockingQuery.await(pool.query(HEAD).execute()).iterator().next();
        return new LogHead(row.getLong(0), new Hash(row.getBuffer(1).getBytes()));
    }

    /**
     * Loads the stored state: where to append, and where to continue reading.
     *
     * @throws IllegalStateException if the tiles do not have the head's root
     */
    public LogState load() {
        LogHead head = head();
        Frontier frontier = frontier(head.size());
        if (!frontier.root().equals(head.root())) {
            throw new IllegalStateException(
                    "the stored tiles do not have the root of the stored head");
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Row row : BlockingQuery.await(pool.query(OFFSETS).execute())) {
            offsets.put(new TopicPartition(row.getString(0), row.getInteger(1)), row.getLong(2));
        }
        return new LogState(frontier, Map.copyOf(offsets));
    }

    /** Whether the stored tiles have this root at this size, which may be an earlier one. */
    public boolean tilesMatch(LogHead head) {
        return frontier(head.size()).root().equals(head.root());
    }

    private Frontier frontier(long size) {
        return Frontier.load(tiles.read(Frontier.edgeIds(size)), size);
    }

    /** Returns those of the ids that have a leaf already. */
    public Set<UUID> known(Collection<UUID> ids) {
        return BlockingQuery.await(EventRows.known(pool, ids));
    }

    /**
     * Stores head, tiles, timeline, new keys and offsets of a batch in one transaction.
     *
     * @param state the state that the batch was computed from
     * @param read the next offset of each partition that was read
     * @throws HeadConflict if the stored head is not the state's; nothing is stored then
     */
    public LogState commit(
            LogState state,
            AppendResult appended,
            List<NewLeaf> leaves,
            AuditKeyStore.Keys subjectKeys,
            Map<TopicPartition, OffsetAndMetadata> read) {
        BlockingQuery.await(
                pool.withTransaction(
                        transaction ->
                                move(transaction, state.frontier(), appended)
                                        .chain(() -> TileRows.put(transaction, appended.tiles()))
                                        .chain(() -> EventRows.add(transaction, leaves))
                                        .chain(() -> keys.add(transaction, subjectKeys.created()))
                                        .chain(() -> advance(transaction, read))));
        keys.cache(subjectKeys);
        return state.moved(appended.frontier(), read);
    }

    /** Comes first and locks the head, so that the slower of two writers finds it moved. */
    private static Uni<Void> move(SqlConnection transaction, Frontier from, AppendResult to) {
        Tuple head = Tuple.of(to.size(), bytes(to.root()), from.size(), bytes(from.root()));
        return transaction
                .preparedQuery(MOVE)
                .execute(head)
                .invoke(
                        moved -> {
                            if (moved.rowCount() == 0) {
                                throw new HeadConflict();
                            }
                        })
                .replaceWithVoid();
    }

    private static Buffer bytes(Hash root) {
        return Buffer.buffer(root.bytes());
    }

    private static Uni<Void> advance(
            SqlConnection transaction, Map<TopicPartition, OffsetAndMetadata> read) {
        Tuple columns =
                Columns.of(read.entrySet())
                        .texts(row -> row.getKey().topic())
                        .ints(row -> row.getKey().partition())
                        .longs(row -> row.getValue().offset())
                        .tuple();
        return transaction.preparedQuery(ADVANCE).execute(columns).replaceWithVoid();
    }
}
