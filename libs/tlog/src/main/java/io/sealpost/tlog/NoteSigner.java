package io.sealpost.tlog;

import static io.sealpost.tlog.InvalidLogData.Reason.*;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;

/**
 * A private Ed25519 note key. Its text form, the "skey" of Go's note package, is {@code
 * PRIVATE+KEY+name+hex key id+base64(0x01 ‖ 32-byte seed)}, and is secret.
 */
public final class NoteSigner {
    private static final String PREFIX = "PRIVATE+KEY+";

    private final NoteKey key;
    private final PrivateKey privateKey;
    private final byte[] seed;

    private NoteSigner(NoteKey key, PrivateKey privateKey, byte[] seed) {
        this.key = key;
        this.privateKey = privateKey;
        this.seed = seed;
    }

    public static NoteSigner generate(String name, SecureRandom random) {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        return of(name, seed);
    }

    /** From a 32-byte seed (RFC 8032 section 5.1.5). */
    public static NoteSigner of(String name, byte[] seed) {
        InvalidLogData.unless(seed.length == 32, KEY_ENCODING);
        KeyPair pair = pair(seed);
        byte[] spki = pair.getPublic().getEncoded();
        var publicKey = new Ed25519Key(Arrays.copyOfRange(spki, spki.length - 32, spki.length));
        return new NoteSigner(new NoteKey(name, publicKey), pair.getPrivate(), seed.clone());
    }

    public static NoteSigner parse(String skey) {
        InvalidLogData.unless(skey.startsWith(PREFIX), KEY_ENCODING);
        String[] parts = skey.substring(PREFIX.length()).split("\\+", 3);
        InvalidLogData.unless(parts.length == 3, KEY_ENCODING);
        byte[] typed = StrictText.base64(parts[2]);
        InvalidLogData.unless(typed.length == 33, KEY_ENCODING);
        InvalidLogData.unless(typed[0] == NoteKey.ED25519, KEY_TYPE);
        NoteSigner signer = of(parts[0], Arrays.copyOfRange(typed, 1, 33));
        InvalidLogData.unless(signer.key.hexId().equals(parts[1]), KEY_ID);
        return signer;
    }

    public NoteKey key() {
        return key;
    }

    /** The secret text form. The caller wraps it before it is stored. */
    public String skey() {
        byte[] typed = NoteKey.concat(new byte[] {NoteKey.ED25519}, seed);
        return PREFIX + key.name() + "+" + key.hexId() + "+" + StrictText.base64(typed);
    }

    byte[] sign(byte[] text) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(privateKey);
            ed25519.update(text);
            return ed25519.sign();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public String toString() {
        return "[redacted]";
    }

    /**
     * The JDK derives a public key only while it generates a pair, so the seed is its random
     * source.
     */
    private static KeyPair pair(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new FixedRandom(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static final class FixedRandom extends SecureRandom {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // never serialized
        private final byte[] seed;

        FixedRandom(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
