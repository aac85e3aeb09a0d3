package io.sealpost.seal.key;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Crypto;
import io.sealpost.seal.Sha256;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** An Ed25519 public key (RFC 8032), 32 raw bytes. */
public record VerifyKey(Bytes bytes) {
    public static final int SIZE = 32;
    public static final int SIGNATURE_SIZE = 64;

    /** The bytes of a SubjectPublicKeyInfo for Ed25519 (RFC 8410) before the raw key. */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final Provider PROVIDER = Crypto.require();

    public VerifyKey {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("an Ed25519 public key has 32 bytes");
        }
    }

    public static VerifyKey of(byte[] raw) {
        return new VerifyKey(Bytes.of(raw));
    }

    /** False for every signature that this key did not make, of any length. */
    public boolean verify(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_SIZE) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519", PROVIDER);
            verifier.initVerify(decoded());
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is missing", e);
        }
    }

    /** H of the key, as ticket links contain it and clients show it. */
    public Sha256 fingerprint() {
        return Sha256.of(bytes.toArray());
    }

    private PublicKey decoded() throws GeneralSecurityException {
        byte[] encoded = Asn1.join(X509, bytes.toArray());
        return KeyFactory.getInstance("Ed25519", PROVIDER)
                .generatePublic(new X509EncodedKeySpec(encoded));
    }
}
