package io.sealpost.encryption.keys;

import io.sealpost.encryption.store.GatewayKeyStore;
import io.sealpost.kms.Kek;
import io.sealpost.kms.WrongKek;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.SigningKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Ed25519 keys that sign for businesses: wrapped in rows, unwrapped once and kept in memory.
 * Thread-safe.
 */
@Singleton
public class GatewayKeys {
    private final Map<BusinessId, SigningKey> unwrapped = new ConcurrentHashMap<>();
    private final GatewayKeyStore store;
    private final Kek kek;

    @Inject
    GatewayKeys(GatewayKeyStore store, Kek kek) {
        this.store = store;
        this.kek = kek;
    }

    /**
     * The keys of those that have one. Outside any transaction: unwrapping may be a call to a key
     * service. Fails while that is away, also for a business without a key, which may have none
     * only because none could be wrapped yet.
     */
    public Uni<Map<BusinessId, SigningKey>> of(
            SqlClient client, Collection<BusinessId> businesses) {
        List<BusinessId> missing =
                businesses.stream().filter(name -> !unwrapped.containsKey(name)).toList();
        return missing.isEmpty()
                ? Uni.createFrom().item(() -> known(businesses))
                : read(client, missing).map(done -> known(businesses));
    }

    private Uni<Void> read(SqlClient client, List<BusinessId> missing) {
        return requireOurKek(client)
                .chain(() -> store.wrapped(client, missing))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(kek::open)
                .invoke(rows -> rows.forEach(this::keep))
                .replaceWithVoid();
    }

    /** A new key for the row of its business. Fails as {@link #requireOurKek} does. */
    public Uni<byte[]> wrap(SqlClient client, BusinessId business, SigningKey key) {
        return requireOurKek(client)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(ours -> kek.wrap(key.seed(), context(business)));
    }

    /**
     * Fails with {@link WrongKek} unless the key-encryption key is proven or unwraps some
     * business's key, where there is one: to be asked before it wraps anything new.
     */
    Uni<Void> requireOurKek(SqlClient client) {
        return kek.isProven()
                ? Uni.createFrom().voidItem()
                : store.anyWrapped(client)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .invoke(rows -> rows.forEach(this::keep))
                        .replaceWithVoid();
    }

    private void keep(BusinessId business, byte[] wrapped) {
        SigningKey key =
                kek.unwrap(wrapped, context(business))
                        .map(SigningKey::fromSeed)
                        .orElseThrow(() -> new WrongKek("gateway key"));
        unwrapped.put(business, key);
    }

    /** The keys of those among them that were read before. */
    public Map<BusinessId, SigningKey> known(Collection<BusinessId> businesses) {
        Map<BusinessId, SigningKey> known = new HashMap<>();
        for (BusinessId business : businesses) {
            SigningKey key = unwrapped.get(business);
            if (key != null) {
                known.put(business, key);
            }
        }
        return known;
    }

    private static Canonical context(BusinessId business) {
        return Canonical.labelled("sealpost/gateway-key/v1").text(business.value());
    }
}
