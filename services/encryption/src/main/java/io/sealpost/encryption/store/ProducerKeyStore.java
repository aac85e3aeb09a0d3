package io.sealpost.encryption.store;

import io.sealpost.encryption.domain.ProducerKey;
import io.sealpost.encryption.domain.ProducerKey.NotRegistered;
import io.sealpost.encryption.domain.ProducerKey.Registered;
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
 * The producer keys that businesses have registered. They are stored although {@code businesses} is
 * read at every start: a replayed command publishes an older version of a business again, and
 * compaction then keeps that one. Without the row's version a restart would lose the key.
 */
@Singleton
public class ProducerKeyStore {

    /**
     * Stores the key of one version of a business. A lower version than the stored one is ignored.
     *
     * @param key null where that version has none
     */
    public Uni<Void> save(
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
     * The business becomes unknown until its stored version, or a higher one, is published again.
     * The row keeps its version: an older one may have had no key.
     */
    public Uni<Void> markUnreadable(SqlClient client, BusinessId business) {
        return client.preparedQuery("update producer_key set readable = false where business = $1")
                .execute(Tuple.of(business.value()))
                .replaceWithVoid();
    }

    /** The keys of those businesses; unknown ones are left out. */
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
