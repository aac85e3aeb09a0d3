package io.sealpost.seal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds canonical bytes: a label, then fields as {@code lp(x)} = u16-BE length ‖ bytes
 * (docs/sealing.md, Encodings).
 *
 * <p>An absent field has length 0. An enum is its symbol, a UUID 16 bytes, a time u64-BE
 * milliseconds, a number u64-BE; a list is {@link #count} and then the fields of its elements. The
 * input of every hash, MAC and signature in Sealpost is built here. Not thread-safe. Fields longer
 * than 65,535 bytes throw {@link IllegalArgumentException}.
 */
public final class Canonical {
    private static final int MAX_FIELD = 0xFFFF;

    private byte[] buffer = new byte[256];
    private int size;

    private Canonical() {}

    /** Starts with the label's ASCII bytes, which carry no length. */
    public static Canonical labelled(String label) {
        return new Canonical().raw(label.getBytes(StandardCharsets.US_ASCII));
    }

    /** Starts without a label, for a list of fields inside labelled bytes. */
    public static Canonical unlabelled() {
        return new Canonical();
    }

    public Canonical bytes(byte @Nullable [] field) {
        if (field == null) {
            return absent();
        }
        length(field.length);
        return raw(field);
    }

    public Canonical bytes(@Nullable Bytes field) {
        return bytes(field == null ? null : field.view());
    }

    public Canonical hash(@Nullable Sha256 field) {
        return bytes(field == null ? null : field.bytes());
    }

    public Canonical text(@Nullable String field) {
        return bytes(field == null ? null : field.getBytes(StandardCharsets.UTF_8));
    }

    public Canonical symbol(@Nullable Enum<?> field) {
        return text(field == null ? null : field.name());
    }

    public Canonical suite(Suite field) {
        length(1);
        return rawByte(field.code());
    }

    public Canonical uuid(@Nullable UUID field) {
        if (field == null) {
            return absent();
        }
        length(16);
        return rawUuid(field);
    }

    public Canonical time(@Nullable Instant field) {
        return field == null ? absent() : number(field.toEpochMilli());
    }

    public Canonical number(long field) {
        length(8);
        return rawLong(field);
    }

    public Canonical number(@Nullable Integer field) {
        return field == null ? absent() : number(field.longValue());
    }

    public Canonical absent() {
        length(0);
        return this;
    }

    /** The number of elements that follow: u16-BE. */
    public Canonical count(int elements) {
        length(elements);
        return this;
    }

    /** Bytes without a length. Only where the format defines it. */
    public Canonical raw(byte[] field) {
        reserve(field.length);
        System.arraycopy(field, 0, buffer, size, field.length);
        size += field.length;
        return this;
    }

    public Canonical rawUuid(UUID field) {
        return rawLong(field.getMostSignificantBits()).rawLong(field.getLeastSignificantBits());
    }

    public Canonical rawLong(long field) {
        reserve(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (field >>> shift);
        }
        return this;
    }

    public byte[] toArray() {
        return Arrays.copyOf(buffer, size);
    }

    public Sha256 hash() {
        return Sha256.of(toArray());
    }

    private Canonical rawByte(int field) {
        reserve(1);
        buffer[size++] = (byte) field;
        return this;
    }

    private void length(int length) {
        if (length > MAX_FIELD) {
            throw new IllegalArgumentException("a field is longer than 65535 bytes");
        }
        rawByte(length >>> 8).rawByte(length);
    }

    private void reserve(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
