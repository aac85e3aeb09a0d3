package io.sealpost.seal.key;

import com.google.crypto.tink.subtle.Ed25519Sign;
import io.sealpost.seal.Crypto;
import io.sealpost.seal.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;

/** An Ed25519 private key (RFC 8032), stored as its 32-byte seed. Thread-safe. */
public final class SigningKey {
    /** The bytes of a PKCS #8 PrivateKeyInfo for Ed25519 (RFC 8410) before the seed. */
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final Provider PROVIDER = Crypto.require();

    private final Secret seed;
    private final PrivateKey key;
    private final VerifyKey verifyKey;

    private SigningKey(Secret seed, PrivateKey key, VerifyKey verifyKey) {
        this.seed = seed;
        this.key = key;
        this.verifyKey = verifyKey;
    }

    public static SigningKey generate() {
        return fromSeed(Secret.random(VerifyKey.SIZE));
    }

    public static SigningKey fromSeed(Secret seed) {
        byte[] raw = seed.reveal();
        try {
            byte[] publicKey = Ed25519Sign.KeyPair.newKeyPairFromSeed(raw).getPublicKey();
            PrivateKey key =
                    KeyFactory.getInstance("Ed25519", PROVIDER)
                            .generatePrivate(new PKCS8EncodedKeySpec(Asn1.join(PKCS8, raw)));
            return new SigningKey(seed, key, VerifyKey.of(publicKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 seed of 32 bytes");
        }
    }

    /** 64 bytes, deterministic. */
    public byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519", PROVIDER);
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is missing", e);
        }
    }

    public VerifyKey verifyKey() {
        return verifyKey;
    }

    public Secret seed() {
        return seed;
    }
}
