package io.sealpost.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 hash, 32 bytes: {@code H} in docs/sealing.md. */
public record Sha256(Bytes bytes) {
    public static final int SIZE = 32;

    /** The hash of zero bytes. It stands for a root or list that does not exist yet. */
    public static final Sha256 OF_NOTHING = of(new byte[0]);

    public Sha256 {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a SHA-256 hash has 32 bytes");
        }
    }

    /** Hashes the input. */
    public static Sha256 of(byte[] input) {
        return new Sha256(Bytes.owned(digest().digest(input)));
    }

    /** Wraps an existing hash of 32 bytes. Does not hash. */
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
