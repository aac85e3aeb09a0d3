package io.sealpost.consent.messaging;

import java.nio.ByteBuffer;

/** Bytes as Avro hands them out. */
final class Wire {

    private Wire() {}

    /** A copy; the buffer's own position stays, as it may be written again. */
    static byte[] bytes(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }
}
