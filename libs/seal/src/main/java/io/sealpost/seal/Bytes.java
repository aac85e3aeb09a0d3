package io.sealpost.seal;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** An immutable byte string, equal by content. Not for secrets: see {@link Secret}. */
public final class Bytes {
    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    public static Bytes of(byte... value) {
        return new Bytes(value.clone());
    }

    /** Wraps an array without copying it. The caller must not keep or change the array. */
    public static Bytes owned(byte[] value) {
        return new Bytes(value);
    }

    public static Bytes ofHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex));
    }

    public byte[] toArray() {
        return value.clone();
    }

    public int size() {
        return value.length;
    }

    public Bytes slice(int from, int to) {
        return new Bytes(Arrays.copyOfRange(value, from, to));
    }

    public String hex() {
        return HexFormat.of().formatHex(value);
    }

    /** The array itself, for reading inside this package only. */
    byte[] view() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** The length only: contents may be personal. */
    @Override
    public String toString() {
        return "[" + value.length + " bytes]";
    }
}
