package io.sealpost.tlog;

import static io.sealpost.tlog.InvalidLogData.Reason.OPENING;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values that a leaf commits to. With key, ids and detail anyone can recompute the leaf. The
 * commitment is HMAC-SHA-256(key, canonical), canonical = {@code sealpost/leaf/v1} ‖ lp(type
 * symbol) ‖ lp(id)… ‖ lp(detail), lp(x) = u16-BE length ‖ bytes (docs/design.md §7).
 *
 * @param seconds since 1970-01-01T00:00:00Z
 * @param ids in the order of the event; a UUID is its 16 bytes, text is UTF-8
 */
public record LeafOpening(
        LeafType type, long seconds, LeafKey key, List<byte[]> ids, byte[] detail) {
    private static final byte[] LEAF = "sealpost/leaf/v1".getBytes(US_ASCII);
    private static final byte[] FILE = "sealpost/opening/v1".getBytes(US_ASCII);

    public LeafOpening {
        InvalidLogData.unless(ids.size() <= 0xff, OPENING);
        ids = List.copyOf(ids);
    }

    /** The leaf that this opens. */
    public Leaf leaf() {
        Hash commitment = new Hmac(key.bytes()).of(canonical());
        return new Leaf(type.code(), seconds, commitment);
    }

    public boolean opens(Leaf leaf) {
        return leaf().equals(leaf);
    }

    byte[] canonical() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        out.writeBytes(LEAF);
        lp(out, type.name().getBytes(US_ASCII));
        ids.forEach(id -> lp(out, id));
        lp(out, detail);
        return out.toByteArray();
    }

    /**
     * The bytes in a proof file: {@code sealpost/opening/v1} ‖ u8 type ‖ u64-BE seconds ‖ 32-byte
     * key ‖ u8 number of ids ‖ lp(id)… ‖ lp(detail).
     */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(160);
        out.writeBytes(FILE);
        out.write(type.code());
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(seconds).array());
        out.writeBytes(key.bytes());
        out.write(ids.size());
        ids.forEach(id -> lp(out, id));
        lp(out, detail);
        return out.toByteArray();
    }

    public static LeafOpening decode(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            InvalidLogData.unless(Arrays.equals(take(in, FILE.length), FILE), OPENING);
            LeafType type = LeafType.of(in.get() & 0xff);
            long seconds = in.getLong();
            LeafKey key = new LeafKey(take(in, Hash.BYTES));
            List<byte[]> ids = ids(in, in.get() & 0xff);
            LeafOpening opening = new LeafOpening(type, seconds, key, ids, lp(in));
            InvalidLogData.unless(Arrays.equals(opening.encode(), bytes), OPENING);
            return opening;
        } catch (BufferUnderflowException cut) {
            throw new InvalidLogData(OPENING);
        }
    }

    private static List<byte[]> ids(ByteBuffer in, int count) {
        List<byte[]> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(lp(in));
        }
        return ids;
    }

    private static void lp(ByteArrayOutputStream out, byte[] value) {
        InvalidLogData.unless(value.length <= 0xffff, OPENING);
        out.write(value.length >>> 8);
        out.write(value.length);
        out.writeBytes(value);
    }

    private static byte[] lp(ByteBuffer in) {
        return take(in, in.getShort() & 0xffff);
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
