package io.sealpost.tlog;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Hashes leaves and nodes (RFC 6962 section 2.1) with one digest. Not thread-safe; cheap to create.
 */
public final class TreeHasher {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest digest = sha256();

    /** SHA-256(0x00 ‖ entry). */
    public Hash leaf(byte[] entry) {
        byte[] out = new byte[Hash.BYTES];
        leaf(entry, out, 0);
        return new Hash(out);
    }

    /** SHA-256(0x01 ‖ left ‖ right). */
    public Hash node(Hash left, Hash right) {
        digest.update(NODE);
        digest.update(left.bytes());
        return new Hash(digest.digest(right.bytes()));
    }

    /** SHA-256 of the bytes. */
    Hash of(byte[] bytes) {
        return new Hash(digest.digest(bytes));
    }

    void leaf(byte[] entry, byte[] out, int position) {
        digest.update(LEAF);
        digest.update(entry);
        write(out, position);
    }

    /**
     * The tree hash of {@code count} adjacent subtree roots. All but the last are of perfect
     * subtrees of one height. An odd last root moves up unchanged, which is the split of RFC 6962
     * at the largest power of two. Overwrites the array.
     */
    Hash reduce(byte[] roots, int count) {
        for (int n = count; n > 1; n = (n + 1) / 2) {
            pair(roots, n);
        }
        return new Hash(Arrays.copyOf(roots, Hash.BYTES));
    }

    private void pair(byte[] roots, int count) {
        for (int i = 0; i < count / 2; i++) {
            digest.update(NODE);
            digest.update(roots, 2 * i * Hash.BYTES, 2 * Hash.BYTES);
            write(roots, i);
        }
        if (count % 2 == 1) {
            int last = (count - 1) * Hash.BYTES;
            System.arraycopy(roots, last, roots, count / 2 * Hash.BYTES, Hash.BYTES);
        }
    }

    private void write(byte[] out, int position) {
        try {
            int written = digest.digest(out, position * Hash.BYTES, Hash.BYTES);
            assert written == Hash.BYTES;
        } catch (DigestException tooShort) {
            throw new IllegalStateException(tooShort);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
