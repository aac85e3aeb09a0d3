package io.sealpost.wire;

import java.nio.ByteBuffer;

/** Copies the bytes of an Avro field. */
public final class AvroBytes {
    private AvroBytes() {}

    /** A copy. The buffer's position does not change, so its record can be encoded again. */
    public static byte[] of(ByteBuffer field) {
        byte[] copy = new byte[field.remaining()];
        field.duplicate().get(copy);
        return copy;
    }
}
