package io.sealpost.wire;

import java.nio.ByteBuffer;

/** Bytes as Avro hands them out. */
public final class AvroBytes {
    private AvroBytes() {}

    /** A copy; the buffer's own position stays, because its record may be written again. */
    public static byte[] of(ByteBuffer field) {
        byte[] copy = new byte[field.remaining()];
        field.duplicate().get(copy);
        return copy;
    }
}
