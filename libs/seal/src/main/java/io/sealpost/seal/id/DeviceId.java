package io.sealpost.seal.id;

import io.sealpost.seal.Base32;

/** The id of a device: {@code d_} and 26 base32 characters (128 bits). */
public record DeviceId(String value) implements Comparable<DeviceId> {
    private static final String PREFIX = "d_";

    /** Throws {@link IllegalArgumentException}, without the input, when the form is wrong. */
    public DeviceId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a device id");
        }
    }

    public static boolean isValid(String value) {
        return value.startsWith(PREFIX) && Base32.isValid(value, PREFIX.length());
    }

    /** From 16 bytes, random or derived. */
    public static DeviceId of(byte[] bits) {
        return new DeviceId(PREFIX + Base32.encode(bits));
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
