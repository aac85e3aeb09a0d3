package io.sealpost.client.device;

import io.sealpost.seal.Secret;
import io.sealpost.seal.Suite;
import io.sealpost.seal.directory.Prekey;
import io.sealpost.seal.directory.PrekeyKind;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.id.RequestBounds;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.key.XWingPrivateKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.seal.message.DeviceOpener;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A device's last-resort prekeys: a new one every week; an old one is kept while a message that was
 * sealed to it may still arrive (docs/sealing.md, Prekeys). Thread-safe.
 */
final class Prekeys {
    static final Suite SUITE = Suite.X_WING;
    private static final Duration ROTATION_INTERVAL = Duration.ofDays(7);
    private static final Duration KEPT_AFTER_ROTATION =
            RequestBounds.MAX_TIME_TO_LIVE.plus(RequestBounds.MAX_CLOCK_SKEW);

    private final SqliteFile database;
    private final DeviceIdentity identity;

    /** Replaced as a whole, so that a key is found also while the map changes. */
    private volatile Map<KeyId, DeviceOpener> openers = Map.of();

    Prekeys(SqliteFile database, DeviceIdentity identity) {
        this.database = database;
        this.identity = identity;
        load();
    }

    /** Empty for a key that this device never had, or has destroyed. */
    Optional<DeviceOpener> opener(KeyId id) {
        return Optional.ofNullable(openers.get(id));
    }

    /** The prekey to publish: an earlier one that was never published, or a new one. */
    SignedPrekey next(Instant now) {
        return identity.sign(unpublished(now).orElseGet(() -> generate(now)));
    }

    boolean isRotationDue(Instant now) {
        long recent =
                count(
                        "select count(*) from prekey where delete_at is null and created_at > ?",
                        now.minus(ROTATION_INTERVAL).toEpochMilli());
        return recent == 0 || unpublished(now).isPresent();
    }

    /** Records that senders use this key from now on, and when the earlier ones are destroyed. */
    void markPublished(KeyId id, Instant now) {
        long deleteAt = now.plus(KEPT_AFTER_ROTATION).toEpochMilli();
        boolean unused =
                database.transaction(
                        () -> {
                            var old =
                                    database.update(
                                            "update prekey set delete_at = ?"
                                                    + " where delete_at is null and key_id <> ?",
                                            deleteAt,
                                            id.bytes().toArray());
                            var current =
                                    database.update(
                                            "update prekey set published = 1 where key_id = ?",
                                            id.bytes().toArray());
                            return old + current > 0;
                        });
    }

    /** Forward secrecy: what was sealed to a destroyed key can never be opened again. */
    void destroyOld(Instant now) {
        database.run("delete from prekey where delete_at < ?", now.toEpochMilli());
        load();
    }

    private Prekey generate(Instant now) {
        XWingPrivateKey key = XWingPrivateKey.generate();
        Instant notAfter =
                Instant.ofEpochMilli(now.plus(RequestBounds.MAX_TIME_TO_LIVE).toEpochMilli());
        Prekey prekey = new Prekey(PrekeyKind.LAST_RESORT, SUITE, notAfter, key.publicKey());
        database.run(
                "insert into prekey values (?, ?, ?, ?, ?, 0, null)",
                prekey.keyId().bytes().toArray(),
                key.seed().reveal(),
                key.publicKey().bytes().toArray(),
                now.toEpochMilli(),
                notAfter.toEpochMilli());
        load();
        return prekey;
    }

    /** Never one that has expired: the encryption service refuses it. */
    private Optional<Prekey> unpublished(Instant now) {
        return database.transaction(
                () -> {
                    try (ResultSet row =
                            database.bound(
                                            "select * from prekey"
                                                    + " where published = 0 and not_after > ?",
                                            now.toEpochMilli())
                                    .executeQuery()) {
                        return row.next()
                                ? Optional.of(
                                        new Prekey(
                                                PrekeyKind.LAST_RESORT,
                                                SUITE,
                                                Instant.ofEpochMilli(row.getLong("not_after")),
                                                XWingPublicKey.of(row.getBytes("public_key"))))
                                : Optional.empty();
                    }
                });
    }

    /** One thread at a time, so that an older copy never replaces a newer one. */
    private synchronized void load() {
        openers = database.transaction(this::stored);
    }

    private Map<KeyId, DeviceOpener> stored() throws SQLException {
        Map<KeyId, DeviceOpener> found = new HashMap<>();
        try (ResultSet rows = database.bound("select * from prekey").executeQuery()) {
            while (rows.next()) {
                found.put(KeyId.of(rows.getBytes("key_id")), opener(rows));
            }
        }
        return Map.copyOf(found);
    }

    private static DeviceOpener opener(ResultSet row) throws SQLException {
        XWingPrivateKey key =
                XWingPrivateKey.of(
                        Secret.of(row.getBytes("seed")),
                        XWingPublicKey.of(row.getBytes("public_key")));
        return new DeviceOpener(SUITE, key);
    }

    private long count(String sql, Object... arguments) {
        return database.transaction(
                () -> {
                    try (ResultSet row = database.bound(sql, arguments).executeQuery()) {
                        return row.getLong(1);
                    }
                });
    }
}
