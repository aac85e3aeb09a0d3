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
 * The gateway keys, the Ed25519 keys that sign for businesses: stored wrapped, unwrapped once and
 * kept in memory. Thread-safe.
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
     * The keys of those businesses that have one. Not to be called in a transaction, since
     * unwrapping may call a key service. Fails while the key-encryption key is unavailable, also
     * for a business without a gateway key: it may have none because none could be wrapped yet.
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
        return requireMatchingKek(client)
                .chain(() -> store.wrapped(client, missing))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(kek::open)
                .invoke(rows -> rows.forEach(this::unwrap))
                .replaceWithVoid();
    }

    /** Wraps a new key for its business's row. Fails as {@link #requireMatchingKek} does. */
    public Uni<byte[]> wrap(SqlClient client, BusinessId business, SigningKey key) {
        return requireMatchingKek(client)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(matching -> kek.wrap(key.seed(), context(business)));
    }

    /**
     * Fails with {@link WrongKek} if the key-encryption key is not the one that wrapped the stored
     * keys. Must be called before a new key is wrapped.
     */
    Uni<Void> requireMatchingKek(SqlClient client) {
        return kek.isProven()
                ? Uni.createFrom().voidItem()
                : store.anyWrapped(client)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .invoke(rows -> rows.forEach(this::unwrap))
                        .replaceWithVoid();
    }

    private void unwrap(BusinessId business, byte[] wrapped) {
        SigningKey key =
                kek.unwrap(wrapped, context(business))
                        .map(SigningKey::fromSeed)
                        .orElseThrow(() -> new WrongKek("gateway key"));
        unwrapped.put(business, key);
    }

    /** The keys of those businesses that are in memory already. */
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
