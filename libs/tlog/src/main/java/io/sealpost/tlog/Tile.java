package io.sealpost.tlog;

import java.util.Arrays;

/**
 * The name and bytes of a tile: {@code width} hashes of 32 bytes, or {@code width} entries with
 * their lengths. A published tile changes only by being replaced with a wider one of the same level
 * and index; a narrower tile is always a prefix of a wider one.
 */
public record Tile(TileId id, byte[] bytes) {
    /** The tile of the same level and index in a smaller tree. Damaged bytes are not repaired. */
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
