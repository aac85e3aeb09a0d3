package io.sealpost.seal.key;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.config.TinkConfig2026;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.util.Bytes;
import io.sealpost.seal.Crypto;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;

/**
 * An X-Wing public key, 1,216 raw bytes (draft-connolly-cfrg-xwing-kem).
 *
 * <p>The Tink primitive is not cached: creating it costs a tenth of sealing.
 */
public record XWingPublicKey(io.sealpost.seal.Bytes bytes) {
    public static final int SIZE = 1_216;

    /** The bytes that sealing adds: the encapsulated key and the tag. */
    public static final int OVERHEAD = 1_120 + 16;

    static final Provider PROVIDER = Crypto.require();
    static final HpkeParameters PARAMETERS = parameters();

    public XWingPublicKey {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("an X-Wing public key has 1216 bytes");
        }
    }

    public static XWingPublicKey of(byte[] raw) {
        return new XWingPublicKey(io.sealpost.seal.Bytes.of(raw));
    }

    /**
     * Seals with HPKE base mode and empty {@code aad}. Empty where the 1,216 bytes are not a public
     * key.
     */
    public Optional<byte[]> seal(byte[] plaintext, byte[] info) {
        try {
            return Optional.of(primitive().encrypt(plaintext, info));
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.empty(); // Conscrypt throws a bare RuntimeException for bad key bytes
        }
    }

    HpkePublicKey tink() throws GeneralSecurityException {
        return HpkePublicKey.create(PARAMETERS, Bytes.copyFrom(bytes.toArray()), null);
    }

    private HybridEncrypt primitive() throws GeneralSecurityException {
        return keyset(tink()).getPrimitive(TinkConfig2026.get(), HybridEncrypt.class);
    }

    static KeysetHandle keyset(com.google.crypto.tink.Key key) throws GeneralSecurityException {
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withFixedId(1).makePrimary())
                .build();
    }

    private static HpkeParameters parameters() {
        try {
            return HpkeParameters.builder()
                    .setKemId(HpkeParameters.KemId.X_WING)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .setVariant(HpkeParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("X-Wing is missing", e);
        }
    }
}
