package io.sealpost.kms;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * A mock of a remote key service. Like the clients of real services, it returns its primitive
 * without a call, and throws the same exception for an outage and for a refusal.
 */
public final class MockKms implements KmsClient {
    static final String URI = "mock-kms://elsewhere/kek";

    private static final Aead KEY = key();

    /** Whether every call fails. */
    static volatile boolean unavailable;

    @Override
    public boolean doesSupport(@Nullable String keyUri) {
        return URI.equals(keyUri);
    }

    @Override
    public KmsClient withCredentials(@Nullable String credentialPath) {
        return this;
    }

    @Override
    public KmsClient withDefaultCredentials() {
        return this;
    }

    @Override
    public Aead getAead(@Nullable String keyUri) {
        return new Remote();
    }

    private static final class Remote implements Aead {
        @Override
        public byte[] encrypt(byte[] plaintext, byte[] associatedData)
                throws GeneralSecurityException {
            return answering().encrypt(plaintext, associatedData);
        }

        @Override
        public byte[] decrypt(byte[] ciphertext, byte[] associatedData)
                throws GeneralSecurityException {
            return answering().decrypt(ciphertext, associatedData);
        }

        private static Aead answering() throws GeneralSecurityException {
            if (unavailable) {
                throw new GeneralSecurityException("it failed");
            }
            return KEY;
        }
    }

    private static Aead key() {
        try {
            return KeysetHandle.generateNew(
                            PredefinedAeadParameters.AES256_GCM, TinkConfig2026.get())
                    .getPrimitive(TinkConfig2026.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
