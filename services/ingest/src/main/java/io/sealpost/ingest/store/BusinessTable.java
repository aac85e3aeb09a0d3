package io.sealpost.ingest.store;

import io.sealpost.hop.Columns;
import io.sealpost.hop.Write;
import io.sealpost.ingest.domain.BusinessState;
import io.sealpost.ingest.domain.BusinessState.Details;
import io.sealpost.ingest.domain.BusinessState.Registered;
import io.sealpost.ingest.domain.BusinessState.Status;
import io.sealpost.ingest.domain.BusinessState.Unknown;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Mode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code businesses}. A row of version 0 is a business that was never registered: it only
 * exists to be locked.
 */
public final class BusinessTable {
    private static final String COLUMNS =
            "select business, version, status, modes, business_key, producer_key, changed_at";
    private static final String READ =
            COLUMNS + " from businesses where business = any($1) and version > 0";
    private static final String MAKE =
            """
            insert into businesses (business) select unnest($1::text[]) order by 1
            on conflict do nothing
            """;
    private static final String LOCK =
            COLUMNS + " from businesses where business = any($1) order by business for update";
    private static final String WRITE =
            """
            update businesses b
               set version = n.version, status = n.status, modes = string_to_array(n.modes, ','),
                   business_key = n.business_key, producer_key = n.producer_key,
                   changed_at = n.changed_at
              from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bytea[],
                          $6::bytea[], $7::timestamptz[])
                   as n(business, version, status, modes, business_key, producer_key, changed_at)
             where b.business = n.business
            """;

    private BusinessTable() {}

    /** Every one of these businesses as it is now, without a lock. */
    public static Uni<Map<BusinessId, BusinessState>> read(SqlClient client, Set<BusinessId> ids) {
        return client.preparedQuery(READ)
                .execute(Tuple.of(names(ids)))
                .map(rows -> businesses(ids, rows));
    }

    /** The same, each locked until the transaction ends. */
    public static Uni<Map<BusinessId, BusinessState>> lock(
            SqlConnection transaction, Set<BusinessId> ids) {
        String[] names = names(ids);
        return transaction
                .preparedQuery(MAKE)
                .execute(Tuple.of(names))
                .chain(() -> transaction.preparedQuery(LOCK).execute(Tuple.of(names)))
                .map(rows -> businesses(ids, rows));
    }

    /** Stores locked businesses that have changed. */
    public static List<Write> write(Collection<BusinessState> changed) {
        List<Registered> rows =
                changed.stream()
                        .flatMap(
                                b -> b instanceof Registered known ? Stream.of(known) : Stream.of())
                        .toList();
        return rows.isEmpty() ? List.of() : List.of(new Write(WRITE, columns(rows)));
    }

    private static String[] names(Set<BusinessId> ids) {
        return ids.stream().map(BusinessId::value).sorted().toArray(String[]::new);
    }

    private static Map<BusinessId, BusinessState> businesses(
            Set<BusinessId> ids, RowSet<Row> rows) {
        Map<BusinessId, BusinessState> found = HashMap.newHashMap(ids.size());
        ids.forEach(id -> found.put(id, new Unknown(id)));
        for (Row row : rows) {
            if (row.getLong("version") > 0) {
                found.put(new BusinessId(row.getString("business")), business(row));
            }
        }
        return found;
    }

    private static Registered business(Row row) {
        Set<Mode> modes =
                Stream.of(row.getArrayOfStrings("modes"))
                        .map(Mode::valueOf)
                        .collect(Collectors.toUnmodifiableSet());
        return new Registered(
                new BusinessId(row.getString("business")),
                row.getLong("version"),
                Status.valueOf(row.getString("status")),
                new Details(modes, key(row, "business_key"), key(row, "producer_key")),
                row.getOffsetDateTime("changed_at").toInstant());
    }

    private static @Nullable Bytes key(Row row, String column) {
        var value = row.getBuffer(column);
        return value == null ? null : Bytes.owned(value.getBytes());
    }

    private static Tuple columns(List<Registered> rows) {
        return Columns.of(rows)
                .texts(row -> row.id().value())
                .longs(Registered::version)
                .texts(row -> row.status().name())
                .texts(BusinessTable::modes)
                .bytes(row -> bytes(row.details().businessKey()))
                .bytes(row -> bytes(row.details().producerKey()))
                .times(Registered::changedAt)
                .tuple();
    }

    private static String modes(Registered row) {
        return row.details().modes().stream()
                .map(Mode::name)
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static byte @Nullable [] bytes(@Nullable Bytes key) {
        return key == null ? null : key.toArray();
    }
}
