package io.sealpost.seal.message;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Hides the length of a payload: u32-BE length ‖ payload ‖ zeros, up to 256, 512, 1,024, 2,048 or
 * 4,096 bytes, then to multiples of 4,096 bytes up to 65,536 (docs/sealing.md, Padding). Nothing is
 * compressed. All sizes are bytes.
 */
public final class Padding {
    public static final int MIN_SIZE = 256;
    public static final int STEP = 4_096;
    public static final int MAX_SIZE = 65_536;
    public static final int MAX_PAYLOAD = MAX_SIZE - Integer.BYTES;

    private Padding() {}

    /** Throws {@link IllegalArgumentException} above {@link #MAX_PAYLOAD} bytes. */
    public static byte[] pad(byte[] payload) {
        byte[] padded = new byte[sizeFor(payload.length)];
        ByteBuffer.wrap(padded).putInt(payload.length).put(payload);
        return padded;
    }

    /** The payload; empty unless the bytes are exactly those that {@link #pad} makes. */
    public static Optional<byte[]> unpad(byte[] padded) {
        if (!isPadded(padded.length)) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(padded).getInt();
        if (length < 0 || length > MAX_PAYLOAD || sizeFor(length) != padded.length) {
            return Optional.empty();
        }
        int end = Integer.BYTES + length;
        return zeros(padded, end)
                ? Optional.of(Arrays.copyOfRange(padded, Integer.BYTES, end))
                : Optional.empty();
    }

    /** Whether this is the size of a padded payload. */
    public static boolean isPadded(int size) {
        return size >= STEP
                ? size <= MAX_SIZE && size % STEP == 0
                : size >= MIN_SIZE && Integer.bitCount(size) == 1;
    }

    private static int sizeFor(int payload) {
        if (payload > MAX_PAYLOAD) {
            throw new IllegalArgumentException("a payload has at most 65,532 bytes");
        }
        int needed = Math.max(MIN_SIZE, payload + Integer.BYTES);
        return needed <= STEP
                ? Integer.highestOneBit(needed - 1) << 1
                : (needed + STEP - 1) / STEP * STEP;
    }

    private static boolean zeros(byte[] bytes, int from) {
        int any = 0;
        for (int i = from; i < bytes.length; i++) {
            any |= bytes[i];
        }
        return any == 0;
    }
}
