package io.sealpost.encryption.keys;

import io.sealpost.encryption.domain.EpochTimes;
import io.sealpost.encryption.keys.EpochState.Usable;
import io.sealpost.encryption.store.EpochStore;
import io.sealpost.encryption.store.GatewayKeyStore;
import io.sealpost.kms.Kek;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.SigningKey;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the stored keys with a given key-encryption key. */
public record KeyCustody(Kek kek, InstantSource clock) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final EpochTimes TIMES =
            new EpochTimes(
                    Duration.ofHours(1),
                    Duration.ofMinutes(15),
                    Duration.ofHours(48),
                    Duration.ofHours(36));

    public SigningKey gatewayKey(Pool pool, BusinessId business) {
        return Objects.requireNonNull(gatewayKeys(pool, business).get(business));
    }

    /** The key of that business; empty if it has none. */
    public Map<BusinessId, SigningKey> gatewayKeys(Pool pool, BusinessId business) {
        return keys().of(pool, List.of(business)).await().atMost(TIMEOUT);
    }

    /** A new key for that business, as its row would hold it. */
    public byte[] newGatewayKey(Pool pool, BusinessId business) {
        return keys().wrap(pool, business, SigningKey.generate()).await().atMost(TIMEOUT);
    }

    public Epochs epochs() {
        return new Epochs(new EpochStore(), keys(), kek, TIMES, clock);
    }

    private GatewayKeys keys() {
        return new GatewayKeys(new GatewayKeyStore(), kek);
    }

    public boolean opensEpoch(Pool pool, String id) {
        var found = epochs().states(pool, List.of(id)).await().atMost(TIMEOUT);
        return found.get(id) instanceof Usable;
    }
}
