package io.sealpost.tlog;

import java.util.Arrays;

/**
 * A tile's name and bytes: {@code width} hashes of 32 bytes, or {@code width} length-prefixed
 * entries. Immutable once published, except that a wider one of the same level and index may
 * replace it: a narrower tile is always a prefix of a wider one.
 */
public record Tile(TileId id, byte[] bytes) {
    /** The same tile as a smaller tree had it; damaged bytes stay damaged. */
    public Tile narrowed(int width) {
        if (width == id.width()) {
            return this;
        }
        InvalidLogData.unless(width < id.width(), InvalidLogData.Reason.TILE_LENGTH);
        return new Tile(id.withWidth(width), Arrays.copyOf(bytes, lengthOf(width)));
    }

    private int lengthOf(int width) {
        return id.level() == TileId.ENTRIES
                ? EntryBundle.lengthOf(bytes, width)
                : Math.min(bytes.length, width * Hash.BYTES);
    }
}
