package io.sealpost.encryption.keys;

import io.sealpost.encryption.EncryptionConfig;
import io.sealpost.encryption.domain.EpochTimes;
import io.sealpost.encryption.keys.EpochState.Destroyed;
import io.sealpost.encryption.keys.EpochState.Unknown;
import io.sealpost.encryption.keys.EpochState.Usable;
import io.sealpost.encryption.store.EpochRow;
import io.sealpost.encryption.store.EpochStore;
import io.sealpost.kms.Kek;
import io.sealpost.kms.WrongKek;
import io.sealpost.seal.Base32;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Suite;
import io.sealpost.seal.gateway.GatewaySessionOpener;
import io.sealpost.seal.key.XWingPrivateKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Makes, unwraps and destroys the gateway's X-Wing epochs. Thread-safe. */
@Singleton
public class Epochs {
    private static final String PREFIX = "e_";

    private final Map<String, Usable> unwrapped = new ConcurrentHashMap<>();
    private final EpochStore store;
    private final GatewayKeys gatewayKeys;
    private final Kek kek;
    private final EpochTimes times;
    private final InstantSource clock;

    @Inject
    Epochs(
            EpochStore store,
            GatewayKeys gatewayKeys,
            Kek kek,
            EncryptionConfig config,
            InstantSource clock) {
        this(store, gatewayKeys, kek, config.epoch().times(), clock);
    }

    Epochs(
            EpochStore store,
            GatewayKeys gatewayKeys,
            Kek kek,
            EpochTimes times,
            InstantSource clock) {
        this.store = store;
        this.gatewayKeys = gatewayKeys;
        this.kek = kek;
        this.times = times;
        this.clock = clock;
    }

    /**
     * The state of each epoch now. No key is used past destroy-at, even if its row still has it.
     */
    public Uni<Map<String, EpochState>> states(Pool pool, Collection<String> ids) {
        Instant now = clock.instant();
        discard(now);
        List<String> missing =
                ids.stream().filter(id -> hasOurForm(id) && !unwrapped.containsKey(id)).toList();
        return missing.isEmpty()
                ? Uni.createFrom().item(() -> states(ids, Map.of(), now))
                : store.find(pool, missing)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(rows -> states(ids, rows, now));
    }

    /** A producer can name anything as its epoch; only ids of our form are looked up. */
    private static boolean hasOurForm(String id) {
        return id.startsWith(PREFIX) && Base32.isValid(id, PREFIX.length());
    }

    /** Makes the next epoch if it is due. One replica does so; the others wait and then see it. */
    public Uni<Void> makeNext(SqlConnection transaction, Instant now) {
        return store.lock(transaction)
                .chain(() -> store.newestSealUntil(transaction))
                .map(newest -> times.nextIsDue(newest, now))
                .chain(due -> due ? make(transaction, now) : Uni.createFrom().voidItem());
    }

    /** Deletes the private keys whose destroy-at has passed, in memory and in the rows. */
    public Uni<Void> destroyOld(SqlConnection transaction, Instant now) {
        discard(now);
        return store.lock(transaction).chain(() -> store.destroy(transaction, now));
    }

    private void discard(Instant now) {
        unwrapped.values().removeIf(epoch -> !now.isBefore(epoch.destroyAt()));
    }

    private Map<String, EpochState> states(
            Collection<String> ids, Map<String, EpochRow> rows, Instant now) {
        rows.values().forEach(row -> unwrap(row, now));
        Map<String, EpochState> states = new HashMap<>();
        for (String id : ids) {
            Usable usable = unwrapped.get(id);
            EpochState unusable = rows.containsKey(id) ? new Destroyed() : new Unknown();
            states.put(id, usable != null ? usable : unusable);
        }
        return states;
    }

    private void unwrap(EpochRow row, Instant now) {
        if (row.wrappedPrivate().isPresent()
                && row.wrappedKek().isPresent()
                && now.isBefore(row.destroyAt())) {
            unwrapped.put(row.id(), usable(row));
        }
    }

    private Usable usable(EpochRow row) {
        EpochKek epochKek = EpochKek.unwrapped(kek, row.kekDay(), row.wrappedKek().orElseThrow());
        Secret seed =
                epochKek.unwrap(row.id(), row.wrappedPrivate().orElseThrow())
                        .orElseThrow(() -> new WrongKek("epoch key"));
        XWingPrivateKey key = XWingPrivateKey.of(seed, XWingPublicKey.of(row.publicKey()));
        GatewaySessionOpener opener = new GatewaySessionOpener(Suite.X_WING, row.id(), key);
        return new Usable(row.id(), opener, row.destroyAt());
    }

    private Uni<Void> make(SqlConnection transaction, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return store.kek(transaction, today)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(wrapped -> kek(transaction, today, wrapped))
                .chain(epochKek -> store.add(transaction, fresh(epochKek, today, now)));
    }

    private Uni<EpochKek> kek(SqlConnection transaction, LocalDate day, Optional<byte[]> wrapped) {
        if (wrapped.isPresent()) {
            EpochKek known = EpochKek.unwrapped(kek, day, wrapped.get());
            return Uni.createFrom().item(known);
        }
        EpochKek made = EpochKek.generate(day);
        return gatewayKeys
                .requireMatchingKek(transaction)
                .chain(() -> store.addKek(transaction, day, made.wrapped(kek)))
                .replaceWith(made);
    }

    private EpochRow fresh(EpochKek epochKek, LocalDate day, Instant now) {
        String id = PREFIX + Base32.encode(Secret.random(Base32.BYTES).reveal());
        XWingPrivateKey key = XWingPrivateKey.generate();
        return new EpochRow(
                id,
                Suite.X_WING.code(),
                key.publicKey().bytes().toArray(),
                Optional.of(epochKek.wrap(id, key.seed())),
                day,
                Optional.empty(),
                times.sealUntil(now),
                times.destroyAt(now),
                1);
    }
}
