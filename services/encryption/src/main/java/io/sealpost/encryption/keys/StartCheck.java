package io.sealpost.encryption.keys;

import io.quarkus.runtime.StartupEvent;
import io.sealpost.encryption.EncryptionConfig;
import io.sealpost.seal.Crypto;
import io.sealpost.seal.Secret;
import io.sealpost.seal.key.AesKey;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.XWingPrivateKey;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Uses every cipher once and checks the epochs' times, so that the service does not start where one
 * is missing or wrong. The key-encryption key is not checked: if it is unavailable, that is an
 * outage.
 */
@Singleton
class StartCheck {
    private static final byte[] SAMPLE = {1, 2, 3};

    private final EncryptionConfig config;

    @Inject
    StartCheck(EncryptionConfig config) {
        this.config = config;
    }

    void onStart(@Observes @Priority(1) StartupEvent start) {
        Object unusedTimes = config.epoch().times();
        Object unused = Crypto.require();
        AesKey aes = AesKey.of(Secret.random(AesKey.SIZE));
        require(same(aes.decrypt(aes.encrypt(SAMPLE, SAMPLE), SAMPLE).orElse(null)));
        XWingPrivateKey key = XWingPrivateKey.generate();
        byte[] sealed = key.publicKey().seal(SAMPLE, SAMPLE).orElseThrow();
        require(same(key.open(sealed, SAMPLE).orElse(null)));
        SigningKey signer = SigningKey.generate();
        require(signer.verifyKey().verify(SAMPLE, signer.sign(SAMPLE)));
    }

    private static boolean same(byte @Nullable [] answer) {
        return Arrays.equals(SAMPLE, answer);
    }

    private static void require(boolean works) {
        if (!works) {
            throw new IllegalStateException("a cipher does not return its input");
        }
    }
}
