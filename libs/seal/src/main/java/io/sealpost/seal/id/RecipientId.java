package io.sealpost.seal.id;

import io.sealpost.seal.Base32;

/**
 * The id of a recipient: {@code r_} and 26 base32 characters (128 bits). Only the consent service
 * can relate it to an address.
 */
public record RecipientId(String value) implements Comparable<RecipientId> {
    private static final String PREFIX = "r_";

    /** Throws {@link IllegalArgumentException}, without the input, when the form is wrong. */
    public RecipientId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a recipient id");
        }
    }

    public static boolean isValid(String value) {
        return value.startsWith(PREFIX) && Base32.isValid(value, PREFIX.length());
    }

    /** From 16 bytes, random or derived. */
    public static RecipientId of(byte[] bits) {
        return new RecipientId(PREFIX + Base32.encode(bits));
    }

    @Override
    public int compareTo(RecipientId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
