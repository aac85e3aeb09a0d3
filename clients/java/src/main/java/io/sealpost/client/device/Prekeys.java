package io.sealpost.client.device;

import io.sealpost.seal.Secret;
import io.sealpost.seal.Suite;
import io.sealpost.seal.directory.Prekey;
import io.sealpost.seal.directory.PrekeyKind;
import io.sealpost.seal.directory.SignedPrekey;
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
 * A device's last-resort prekeys: a new one every week, the old ones kept for as long as a message
 * sealed to them may still come. Thread-safe.
 */
final class Prekeys {
    static final Suite SUITE = Suite.X_WING;
    static final Duration ROTATION = Duration.ofDays(7);
    private static final Duration GREATEST_TTL = Duration.ofDays(30);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

    private final Database database;
    private final Owner owner;

    /** Replaced as a whole: a message that comes meanwhile finds its key in the old or the new. */
    private volatile Map<KeyId, DeviceOpener> openers = Map.of();

    Prekeys(Database database, Owner owner) {
        this.database = database;
        this.owner = owner;
        load();
    }

    /** Empty for a key this device never had, or has destroyed. */
    Optional<DeviceOpener> opener(KeyId id) {
        return Optional.ofNullable(openers.get(id));
    }

    /** The prekey to publish: the one made before and not published yet, or a new one. */
    SignedPrekey next(Instant now) {
        return owner.sign(unpublished(now).orElseGet(() -> made(now)));
    }

    boolean isRotationDue(Instant now) {
        return count(
                                "select count(*) from prekey where keep_until is null and made_at >"
                                        + " ?",
                                now.minus(ROTATION).toEpochMilli())
                        == 0
                || unpublished(now).isPresent();
    }

    /** From here on senders use it; the ones before go when nothing sealed to them can come. */
    void published(KeyId id, Instant now) {
        long keepUntil = now.plus(GREATEST_TTL).plus(CLOCK_SKEW).toEpochMilli();
        boolean unused =
                database.transaction(
                        () -> {
                            var old =
                                    database.update(
                                            "update prekey set keep_until = ?"
                                                    + " where keep_until is null and key_id <> ?",
                                            keepUntil,
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
        database.run("delete from prekey where keep_until < ?", now.toEpochMilli());
        load();
    }

    private Prekey made(Instant now) {
        XWingPrivateKey key = XWingPrivateKey.generate();
        Instant notAfter = Instant.ofEpochMilli(now.plus(GREATEST_TTL).toEpochMilli());
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

    /** One that has expired is of no use to anyone: encryption would refuse it for ever. */
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

    /** One at a time, or an older sight of the store could replace a newer one. */
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
