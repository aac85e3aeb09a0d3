package io.sealpost.encryption.keys;

import io.quarkus.runtime.StartupEvent;
import io.sealpost.encryption.EncryptionConfig;
import io.sealpost.kms.Kek;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Crypto;
import io.sealpost.seal.Secret;
import io.sealpost.seal.key.AesKey;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.XWingPrivateKey;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Uses every cipher once and reads every time, so that a missing or wrong one stops the start and
 * not the first message.
 */
@Singleton
class StartCheck {
    private static final byte[] SAMPLE = {1, 2, 3};

    private final Kek kek;
    private final EncryptionConfig config;

    @Inject
    StartCheck(Kek kek, EncryptionConfig config) {
        this.kek = kek;
        this.config = config;
    }

    void onStart(@Observes @Priority(1) StartupEvent start) {
        Object unusedTimes = config.epoch().times();
        Object unused = Crypto.require();
        Secret secret = Secret.random(AesKey.SIZE);
        Canonical context = Canonical.labelled("sealpost/start-check/v1");
        require(kek.unwrap(kek.wrap(secret, context), context).filter(secret::equals).isPresent());
        AesKey aes = AesKey.of(secret);
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
            throw new IllegalStateException("a cipher does not give back what it was given");
        }
    }

    @Produces
    @Singleton
    static Kek kek(@ConfigProperty(name = "sealpost.kek.uri") String uri) {
        return Kek.open(uri);
    }
}
