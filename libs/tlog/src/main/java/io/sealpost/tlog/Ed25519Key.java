package io.sealpost.tlog;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** A public Ed25519 key of 32 bytes (RFC 8032), verified by the JDK. */
public record Ed25519Key(byte[] bytes) {
    /** The bytes of an X.509 SubjectPublicKeyInfo before the key (RFC 8410). */
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    public Ed25519Key {
        InvalidLogData.unless(bytes.length == 32, InvalidLogData.Reason.KEY_ENCODING);
    }

    boolean verifies(byte[] text, byte[] signature) throws GeneralSecurityException {
        Signature ed25519 = Signature.getInstance("Ed25519");
        var spki = new X509EncodedKeySpec(NoteKey.concat(SPKI, bytes));
        ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(spki));
        ed25519.update(text);
        return ed25519.verify(signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ed25519Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
