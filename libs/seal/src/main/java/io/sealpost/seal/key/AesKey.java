package io.sealpost.seal.key;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import io.sealpost.seal.Secret;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * An AES-256-GCM key. An encrypted value is a random 12-byte nonce ‖ ciphertext ‖ 16-byte tag.
 * Thread-safe.
 */
public final class AesKey {
    public static final int SIZE = 32;
    public static final int NONCE_SIZE = 12;
    public static final int TAG_SIZE = 16;

    private static final AesGcmParameters PARAMETERS = parameters();

    private final Aead aead;

    private AesKey(Aead aead) {
        this.aead = aead;
    }

    /** Throws {@link IllegalArgumentException} unless these are 32 bytes. */
    public static AesKey of(Secret raw) {
        try {
            AesGcmKey key =
                    AesGcmKey.builder().setParameters(PARAMETERS).setKeyBytes(raw.tink()).build();
            return new AesKey(
                    KeysetHandle.newBuilder()
                            .addEntry(KeysetHandle.importKey(key).withFixedId(1).makePrimary())
                            .build()
                            .getPrimitive(TinkConfig2026.get(), Aead.class));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an AES-256 key");
        }
    }

    public byte[] encrypt(byte[] plaintext, byte[] associatedData) {
        try {
            return aead.encrypt(plaintext, associatedData);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM failed", e);
        }
    }

    /** Empty for a value that was changed, cut, or bound to other data. */
    public Optional<byte[]> decrypt(byte[] ciphertext, byte[] associatedData) {
        try {
            return Optional.of(aead.decrypt(ciphertext, associatedData));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static AesGcmParameters parameters() {
        try {
            return AesGcmParameters.builder()
                    .setKeySizeBytes(SIZE)
                    .setIvSizeBytes(NONCE_SIZE)
                    .setTagSizeBytes(TAG_SIZE)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is missing", e);
        }
    }
}
