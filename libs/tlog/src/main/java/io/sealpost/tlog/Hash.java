package io.sealpost.tlog;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A 32-byte SHA-256 or HMAC-SHA-256 value. The array is not copied, because a log has millions of
 * hashes; nobody may change it.
 */
public record Hash(byte[] bytes) {
    public static final int BYTES = 32;

    /** The root of the empty tree: SHA-256 of zero bytes (RFC 6962 section 2.1). */
    public static final Hash EMPTY_ROOT = new TreeHasher().of(new byte[0]);

    public Hash {
        InvalidLogData.unless(bytes.length == BYTES, InvalidLogData.Reason.HASH_LENGTH);
    }

    public static Hash parse(String base64) {
        return new Hash(StrictText.base64(base64));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Base64, as in checkpoints and proofs. */
    @Override
    public String toString() {
        return StrictText.base64(bytes);
    }
}
