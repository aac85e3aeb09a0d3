package io.sealpost.encryption.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway epochs, and the key-encryption key of each day's epochs. */
@Singleton
public class EpochStore {
    private static final String COLUMNS =
            """
            select e.id, e.suite, e.public_key, e.wrapped_private, e.kek_day, k.wrapped,
                   e.seal_until, e.destroy_at, e.version
            from gateway_epoch e left join epoch_kek k on k.day = e.kek_day
            """;

    /** Lets one replica at a time make or destroy epochs, until the transaction ends. */
    public Uni<Void> lock(SqlConnection transaction) {
        return transaction
                .query("select pg_advisory_xact_lock(hashtext('gateway-epochs'))")
                .execute()
                .replaceWithVoid();
    }

    public Uni<Optional<Instant>> newestSealUntil(SqlConnection transaction) {
        return transaction
                .query("select max(seal_until) from gateway_epoch")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0))
                .map(newest -> Optional.ofNullable(newest).map(OffsetDateTime::toInstant));
    }

    public Uni<Optional<byte[]>> kek(SqlConnection transaction, LocalDate day) {
        return transaction
                .preparedQuery("select wrapped from epoch_kek where day = $1")
                .execute(Tuple.of(day))
                .map(EpochStore::only);
    }

    public Uni<Void> addKek(SqlConnection transaction, LocalDate day, byte[] wrapped) {
        return transaction
                .preparedQuery("insert into epoch_kek (day, wrapped) values ($1, $2)")
                .execute(Tuple.tuple().addLocalDate(day).addBuffer(Buffer.buffer(wrapped)))
                .replaceWithVoid();
    }

    public Uni<Void> add(SqlConnection transaction, EpochRow row) {
        Tuple values =
                Tuple.tuple()
                        .addString(row.id())
                        .addInteger(row.suite())
                        .addBuffer(Buffer.buffer(row.publicKey()))
                        .addBuffer(Buffer.buffer(row.wrappedPrivate().orElseThrow()))
                        .addLocalDate(row.kekDay())
                        .addOffsetDateTime(row.sealUntil().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(row.destroyAt().atOffset(ZoneOffset.UTC))
                        .addLong(row.version());
        return transaction
                .preparedQuery(
                        """
                        insert into gateway_epoch
                          (id, suite, public_key, wrapped_private, kek_day, seal_until, destroy_at, version)
                        values ($1, $2, $3, $4, $5, $6, $7, $8)
                        """)
                .execute(values)
                .replaceWithVoid();
    }

    /**
     * Deletes the private keys that are due, and the days' keys that wrap none of them any more.
     */
    public Uni<Void> destroy(SqlConnection transaction, Instant now) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        return transaction
                .preparedQuery(
                        """
                        update gateway_epoch set wrapped_private = null, version = version + 1
                        where wrapped_private is not null and destroy_at <= $1
                        """)
                .execute(Tuple.of(at))
                .chain(
                        () ->
                                transaction
                                        .preparedQuery(
                                                """
                                                delete from epoch_kek k where day < $1 and not exists
                                                  (select from gateway_epoch e
                                                   where e.kek_day = k.day and e.wrapped_private is not null)
                                                """)
                                        .execute(Tuple.of(at.toLocalDate())))
                .replaceWithVoid();
    }

    public Uni<Map<String, EpochRow>> find(SqlClient client, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return client.preparedQuery(COLUMNS + " where e.id = any($1)")
                .execute(Tuple.tuple().addArrayOfString(ids.toArray(String[]::new)))
                .map(EpochStore::rows)
                .map(EpochStore::byId);
    }

    /** The epochs whose newest version is not on the topic yet. */
    public Uni<List<EpochRow>> unpublished(SqlClient client) {
        return client.query(
                        COLUMNS + " where e.published_version < e.version order by e.seal_until")
                .execute()
                .map(EpochStore::rows);
    }

    public Uni<Void> markPublished(SqlClient client, List<EpochRow> rows) {
        return client.preparedQuery(
                        """
                        update gateway_epoch e set published_version = q.version
                        from unnest($1::text[], $2::bigint[]) as q(id, version)
                        where e.id = q.id and e.published_version < q.version
                        """)
                .execute(
                        Tuple.of(
                                rows.stream().map(EpochRow::id).toArray(String[]::new),
                                rows.stream().map(EpochRow::version).toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /**
     * Marks the current epochs as not published. Called at start, in case the topic lost records.
     */
    public Uni<Void> markUnpublished(SqlClient client, Instant now) {
        return client.preparedQuery(
                        "update gateway_epoch set published_version = 0 where seal_until > $1")
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static Optional<byte[]> only(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next().getBuffer(0).getBytes());
    }

    private static Map<String, EpochRow> byId(List<EpochRow> rows) {
        Map<String, EpochRow> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.id(), row));
        return byId;
    }

    private static List<EpochRow> rows(RowSet<Row> found) {
        List<EpochRow> rows = new ArrayList<>();
        for (Row row : found) {
            rows.add(
                    new EpochRow(
                            row.getString("id"),
                            row.getInteger("suite"),
                            row.getBuffer("public_key").getBytes(),
                            bytes(row, "wrapped_private"),
                            row.getLocalDate("kek_day"),
                            bytes(row, "wrapped"),
                            row.getOffsetDateTime("seal_until").toInstant(),
                            row.getOffsetDateTime("destroy_at").toInstant(),
                            row.getLong("version")));
        }
        return rows;
    }

    private static Optional<byte[]> bytes(Row row, String column) {
        return Optional.ofNullable(row.getBuffer(column)).map(Buffer::getBytes);
    }
}
