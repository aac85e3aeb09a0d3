package io.sealpost.seal.key;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.config.TinkConfig2026;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import io.sealpost.seal.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Optional;

/**
 * An X-Wing private key: its 32-byte seed, stored beside the public key. Thread-safe; building one
 * costs more than opening with it, so keep it while it is used.
 */
public final class XWingPrivateKey {
    public static final int SEED_SIZE = 32;

    private final Secret seed;
    private final XWingPublicKey publicKey;
    private final HybridDecrypt primitive;

    private XWingPrivateKey(Secret seed, XWingPublicKey publicKey, HybridDecrypt primitive) {
        this.seed = seed;
        this.publicKey = publicKey;
        this.primitive = primitive;
    }

    /** By Conscrypt: Tink makes keys of this kind only inside keysets. */
    public static XWingPrivateKey generate() {
        try {
            KeyPair pair =
                    KeyPairGenerator.getInstance("XWING", XWingPublicKey.PROVIDER)
                            .generateKeyPair();
            byte[] seed = Asn1.last(pair.getPrivate().getEncoded(), SEED_SIZE);
            byte[] raw = Asn1.last(pair.getPublic().getEncoded(), XWingPublicKey.SIZE);
            return of(Secret.of(seed), XWingPublicKey.of(raw));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("X-Wing is missing", e);
        }
    }

    /** Takes the two halves as stored; a pair that does not match opens nothing. */
    public static XWingPrivateKey of(Secret seed, XWingPublicKey publicKey) {
        try {
            HpkePrivateKey key = HpkePrivateKey.create(publicKey.tink(), seed.tink());
            HybridDecrypt primitive =
                    XWingPublicKey.keyset(key)
                            .getPrimitive(TinkConfig2026.get(), HybridDecrypt.class);
            return new XWingPrivateKey(seed, publicKey, primitive);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an X-Wing seed of 32 bytes");
        }
    }

    /** Empty for anything not sealed to this key under the same {@code info}. */
    public Optional<byte[]> open(byte[] envelope, byte[] info) {
        try {
            return Optional.of(primitive.decrypt(envelope, info));
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.empty(); // Conscrypt throws a bare RuntimeException for bad key bytes
        }
    }

    public Secret seed() {
        return seed;
    }

    public XWingPublicKey publicKey() {
        return publicKey;
    }
}
