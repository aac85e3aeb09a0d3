package io.sealpost.seal.id;

import io.sealpost.seal.Base32;

/** The id of a ticket: {@code t_} and 26 base32 characters (128 bits). */
public record TicketId(String value) implements Comparable<TicketId> {
    private static final String PREFIX = "t_";

    /** Throws {@link IllegalArgumentException}, without the input, when the form is wrong. */
    public TicketId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a ticket id");
        }
    }

    public static boolean isValid(String value) {
        return value.startsWith(PREFIX) && Base32.isValid(value, PREFIX.length());
    }

    /** From 16 bytes, random or derived. */
    public static TicketId of(byte[] bits) {
        return new TicketId(PREFIX + Base32.encode(bits));
    }

    @Override
    public int compareTo(TicketId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
