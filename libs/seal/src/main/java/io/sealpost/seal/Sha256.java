package io.sealpost.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 hash, 32 bytes: {@code H} of SEALING. */
public record Sha256(Bytes bytes) {
    public static final int SIZE = 32;

    /** H of nothing: stands for a root or list that does not exist yet. */
    public static final Sha256 OF_NOTHING = of(new byte[0]);

    public Sha256 {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a SHA-256 hash has 32 bytes");
        }
    }

    /** Hashes. */
    public static Sha256 of(byte[] input) {
        return new Sha256(Bytes.owned(digest().digest(input)));
    }

    /** Takes an existing hash of 32 bytes; does not hash. */
    public static Sha256 from(byte[] hash) {
        return new Sha256(Bytes.of(hash));
    }

    public byte[] toArray() {
        return bytes.toArray();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}
