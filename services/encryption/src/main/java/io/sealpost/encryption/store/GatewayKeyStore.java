package io.sealpost.encryption.store;

import io.sealpost.seal.id.BusinessId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The gateway key of each business, and the business records that certify it. */
@Singleton
public class GatewayKeyStore {

    /** The wrapped private keys of those businesses that have one. */
    public Uni<Map<BusinessId, byte[]>> wrapped(
            SqlClient client, Collection<BusinessId> businesses) {
        if (businesses.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        String[] names = businesses.stream().map(BusinessId::value).toArray(String[]::new);
        return client.preparedQuery(
                        "select business, wrapped_private from gateway_key where business = any($1)")
                .execute(Tuple.tuple().addArrayOfString(names))
                .map(GatewayKeyStore::byBusiness);
    }

    /** The wrapped private key of any one business; empty where there is none. */
    public Uni<Map<BusinessId, byte[]>> anyWrapped(SqlClient client) {
        return client.query(
                        "select business, wrapped_private from gateway_key order by business limit 1")
                .execute()
                .map(GatewayKeyStore::byBusiness);
    }

    private static Map<BusinessId, byte[]> byBusiness(RowSet<Row> rows) {
        Map<BusinessId, byte[]> found = new HashMap<>();
        rows.forEach(
                row -> found.put(new BusinessId(row.getString(0)), row.getBuffer(1).getBytes()));
        return found;
    }

    /** Adds a business's first key and record together; does nothing where it has them already. */
    public Uni<Void> addFirst(
            Pool pool,
            BusinessId business,
            byte[] publicKey,
            byte[] wrappedPrivate,
            byte[] record,
            Instant now) {
        return pool.preparedQuery(
                        """
                        with first as (
                          insert into gateway_key (business, public_key, wrapped_private, created_at)
                          values ($1, $2, $3, $4) on conflict do nothing returning business)
                        insert into business_record (business, version, record)
                        select business, 1, $5 from first
                        """)
                .execute(
                        Tuple.tuple()
                                .addString(business.value())
                                .addBuffer(Buffer.buffer(publicKey))
                                .addBuffer(Buffer.buffer(wrappedPrivate))
                                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                                .addBuffer(Buffer.buffer(record)))
                .replaceWithVoid();
    }

    /** The newest business record, as the bytes of its record on {@code business-records}. */
    public Uni<Optional<byte[]>> record(SqlClient client, BusinessId business) {
        return client.preparedQuery(
                        "select record from business_record where business = $1 order by version"
                                + " desc limit 1")
                .execute(Tuple.of(business.value()))
                .map(
                        rows ->
                                rows.rowCount() == 0
                                        ? Optional.empty()
                                        : Optional.of(
                                                rows.iterator().next().getBuffer(0).getBytes()));
    }
}
