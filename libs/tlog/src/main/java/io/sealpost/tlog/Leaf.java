package io.sealpost.tlog;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * A public log entry of 42 bytes: 0x01 ‖ u8 type ‖ u64-BE seconds ‖ 32-byte commitment. It states
 * the type and time of an event, and not whom it concerns.
 *
 * @param typeCode 0–255; a number, so that an unknown newer type is preserved
 * @param seconds since 1970-01-01T00:00:00Z
 * @param commitment HMAC-SHA-256(leaf key, canonical ids and detail), see {@link LeafOpening}
 */
public record Leaf(int typeCode, long seconds, Hash commitment) {
    public static final int BYTES = 42;
    private static final byte VERSION = 1;

    public Leaf {
        InvalidLogData.unless(typeCode >= 0 && typeCode <= 0xff, InvalidLogData.Reason.LEAF_TYPE);
    }

    public static Leaf parse(byte[] bytes) {
        InvalidLogData.unless(bytes.length == BYTES, InvalidLogData.Reason.LEAF_LENGTH);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        InvalidLogData.unless(buffer.get() == VERSION, InvalidLogData.Reason.LEAF_VERSION);
        return new Leaf(
                buffer.get() & 0xff,
                buffer.getLong(),
                new Hash(Arrays.copyOfRange(bytes, 10, BYTES)));
    }

    public LeafType type() {
        return LeafType.of(typeCode);
    }

    public Instant time() {
        return Instant.ofEpochSecond(seconds);
    }

    public byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .put((byte) typeCode)
                .putLong(seconds)
                .put(commitment.bytes())
                .array();
    }
}
