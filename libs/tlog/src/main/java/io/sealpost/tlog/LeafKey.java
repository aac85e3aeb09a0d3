package io.sealpost.tlog;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The key of one leaf's commitment: HMAC-SHA-256(subject audit key, leaf event id). Whoever has it
 * can open that leaf only. Once the subject's audit key is destroyed, none of the subject's leaves
 * can be opened.
 */
public record LeafKey(byte[] bytes) {
    public LeafKey {
        InvalidLogData.unless(bytes.length == Hash.BYTES, InvalidLogData.Reason.HASH_LENGTH);
    }

    /** The event id is the 16 bytes of a UUID. */
    public static LeafKey derive(byte[] subjectAuditKey, byte[] eventId) {
        InvalidLogData.unless(eventId.length == 16, InvalidLogData.Reason.OPENING);
        return new LeafKey(new Hmac(subjectAuditKey).of(eventId).bytes());
    }

    /**
     * A random key, for a late event of an erased subject. It is not stored, so the leaf cannot be
     * opened.
     */
    public static LeafKey random(SecureRandom random) {
        byte[] bytes = new byte[Hash.BYTES];
        random.nextBytes(bytes);
        return new LeafKey(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LeafKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
