package io.sealpost.encryption.store;

import io.sealpost.encryption.sealing.ProducerKey;
import io.sealpost.encryption.sealing.ProducerKey.NotRegistered;
import io.sealpost.encryption.sealing.ProducerKey.Registered;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.VerifyKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The producer keys that businesses registered. Rows, as a replayed command tells an older version
 * of a business again and compaction then keeps that one: without the version of the row a restart
 * would forget the key.
 */
@Singleton
public class ProducerKeyStore {

    /** Only a higher version changes what is known. */
    public Uni<Void> keep(
            SqlClient client, BusinessId business, long version, @Nullable VerifyKey key) {
        return client.preparedQuery(
                        """
                        insert into producer_key as known (business, version, key) values ($1, $2, $3)
                        on conflict (business) do update
                        set version = excluded.version, key = excluded.key, readable = true
                        where excluded.version > known.version
                           or excluded.version = known.version and not known.readable
                        """)
                .execute(
                        Tuple.tuple()
                                .addString(business.value())
                                .addLong(version)
                                .addValue(
                                        key == null ? null : Buffer.buffer(key.bytes().toArray())))
                .replaceWithVoid();
    }

    /**
     * The business is unknown until what is known of it, or more, is told again. Its version stays:
     * an older one may have had no key.
     */
    public Uni<Void> forget(SqlClient client, BusinessId business) {
        return client.preparedQuery("update producer_key set readable = false where business = $1")
                .execute(Tuple.of(business.value()))
                .replaceWithVoid();
    }

    /** Without the businesses that are unknown. */
    public Uni<Map<BusinessId, ProducerKey>> of(
            SqlClient client, Collection<BusinessId> businesses) {
        String[] names = businesses.stream().map(BusinessId::value).toArray(String[]::new);
        return client.preparedQuery(
                        "select business, key from producer_key where business = any($1) and"
                                + " readable")
                .execute(Tuple.tuple().addArrayOfString(names))
                .map(
                        rows -> {
                            Map<BusinessId, ProducerKey> found = new HashMap<>();
                            rows.forEach(
                                    row -> found.put(new BusinessId(row.getString(0)), key(row)));
                            return found;
                        });
    }

    private static ProducerKey key(Row row) {
        var key = row.getBuffer(1);
        return key == null ? new NotRegistered() : new Registered(VerifyKey.of(key.getBytes()));
    }
}
