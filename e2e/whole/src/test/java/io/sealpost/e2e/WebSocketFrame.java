package io.sealpost.e2e;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A frame of a WebSocket (RFC 6455 §5.2).
 *
 * @param isLast whether it is the last frame of its message
 * @param isControl a ping, pong or close; it may come between the frames of a message
 * @param raw all its bytes
 * @param payload without the mask
 */
record WebSocketFrame(boolean isLast, boolean isControl, byte[] raw, byte[] payload) {
    private static final int LENGTH_IN_2_BYTES = 126;
    private static final int LENGTH_IN_8_BYTES = 127;

    /** Reads the next frame; throws at the end of the connection. */
    static WebSocketFrame read(DataInputStream in) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        DataOutputStream copy = new DataOutputStream(raw);
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        copy.writeByte(first);
        copy.writeByte(second);
        long length = second & 0x7f;
        if (length == LENGTH_IN_2_BYTES) {
            length = in.readUnsignedShort();
            copy.writeShort((int) length);
        } else if (length == LENGTH_IN_8_BYTES) {
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
        return new WebSocketFrame(
                (first & 0x80) != 0, (first & 0x08) != 0, raw.toByteArray(), payload);
    }
}
