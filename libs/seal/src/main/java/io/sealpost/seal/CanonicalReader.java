package io.sealpost.seal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Reads the fields that {@link Canonical} wrote. Throws {@link Malformed} for any other bytes. Not
 * thread-safe.
 */
public final class CanonicalReader {
    private final ByteBuffer source;

    public CanonicalReader(byte[] source) {
        this.source = ByteBuffer.wrap(source);
    }

    public byte[] bytes() {
        try {
            byte[] field = new byte[Short.toUnsignedInt(source.getShort())];
            source.get(field);
            return field;
        } catch (BufferUnderflowException e) {
            throw new Malformed();
        }
    }

    public String text() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
        } catch (CharacterCodingException e) {
            throw new Malformed();
        }
    }

    public Instant time() {
        return Instant.ofEpochMilli(number());
    }

    public long number() {
        byte[] field = bytes();
        if (field.length != Long.BYTES) {
            throw new Malformed();
        }
        return ByteBuffer.wrap(field).getLong();
    }

    /** Requires that nothing follows the last field. */
    public void end() {
        if (source.hasRemaining()) {
            throw new Malformed();
        }
    }

    /** The bytes are not canonical. The message never quotes them, because they may be secret. */
    public static final class Malformed extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Malformed() {
            super("not canonical bytes");
        }
    }
}
