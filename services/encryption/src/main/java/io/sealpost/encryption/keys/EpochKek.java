package io.sealpost.encryption.keys;

import io.sealpost.kms.Kek;
import io.sealpost.kms.WrongKek;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Secret;
import io.sealpost.seal.key.AesKey;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The key that wraps the private keys of one day's epochs; it is itself wrapped by the
 * key-encryption key. Once its row is deleted, the epochs' rows alone cannot be unwrapped any more,
 * although the key-encryption key still exists.
 */
final class EpochKek {
    private final LocalDate day;
    private final Secret secret;
    private final AesKey key;

    private EpochKek(LocalDate day, Secret secret) {
        this.day = day;
        this.secret = secret;
        this.key = AesKey.of(secret);
    }

    static EpochKek generate(LocalDate day) {
        return new EpochKek(day, Secret.random(AesKey.SIZE));
    }

    static EpochKek unwrapped(Kek kek, LocalDate day, byte[] wrapped) {
        return kek.unwrap(wrapped, context(day))
                .map(secret -> new EpochKek(day, secret))
                .orElseThrow(() -> new WrongKek("epoch KEK"));
    }

    byte[] wrapped(Kek kek) {
        return kek.wrap(secret, context(day));
    }

    byte[] wrap(String epoch, Secret privateKey) {
        return key.encrypt(privateKey.reveal(), associatedData(epoch));
    }

    Optional<Secret> unwrap(String epoch, byte[] wrapped) {
        return key.decrypt(wrapped, associatedData(epoch)).map(Secret::of);
    }

    private static Canonical context(LocalDate day) {
        return Canonical.labelled("sealpost/epoch-kek/v1").text(day.toString());
    }

    private static byte[] associatedData(String epoch) {
        return Canonical.labelled("sealpost/epoch-key/v1").text(epoch).toArray();
    }
}
