package io.sealpost.e2e;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A frame of a WebSocket as it is on the wire (RFC 6455 §5.2).
 *
 * @param isLast of its message
 * @param isControl a ping, pong or close: may stand between the frames of a message
 * @param raw all of it
 * @param payload unmasked
 */
record WireFrame(boolean isLast, boolean isControl, byte[] raw, byte[] payload) {
    private static final int LENGTH_IN_2 = 126;
    private static final int LENGTH_IN_8 = 127;

    /** The next one; throws at the end of the connection. */
    static WireFrame read(DataInputStream in) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        DataOutputStream copy = new DataOutputStream(raw);
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        copy.writeByte(first);
        copy.writeByte(second);
        long length = second & 0x7f;
        if (length == LENGTH_IN_2) {
            length = in.readUnsignedShort();
            copy.writeShort((int) length);
        } else if (length == LENGTH_IN_8) {
            length = in.readLong();
            copy.writeLong(length);
        }
        byte[] mask = in.readNBytes((second & 0x80) == 0 ? 0 : 4);
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        copy.write(mask);
        copy.write(payload);
        if (mask.length == 4) {
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
        }
        return new WireFrame((first & 0x80) != 0, (first & 0x08) != 0, raw.toByteArray(), payload);
    }
}
