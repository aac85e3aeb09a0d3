package io.sealpost.tlog;

import static io.sealpost.tlog.InvalidLogData.Reason.TILE_PATH;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one tile or entry bundle (c2sp.org/tlog-tiles).
 *
 * @param level 0–7 for hashes (a log of 2^63 leaves needs no more), {@link #ENTRIES} for entries
 * @param index the position within the level
 * @param width the number of hashes or entries, 1–256; below 256 the tile is partial
 */
public record TileId(int level, long index, int width) {
    /** The level of entry bundles. */
    public static final int ENTRIES = -1;

    /** Hashes in a full tile. */
    public static final int FULL = 256;

    private static final Pattern PATH =
            Pattern.compile("tile/(entries|\\d)/((?:x\\d{3}/){0,5}\\d{3})(?:\\.p/(\\d{1,3}))?");

    public TileId {
        InvalidLogData.unless(level >= ENTRIES && level <= 7 && index >= 0, TILE_PATH);
        InvalidLogData.unless(width >= 1 && width <= FULL, TILE_PATH);
    }

    /** The tile in a tree of that size, which must have at least one hash or entry of the tile. */
    public static TileId in(long treeSize, int level, long index) {
        long hashes = treeSize >> (8 * Math.max(level, 0));
        return new TileId(level, index, Math.clamp(hashes - index * FULL, 0, FULL));
    }

    /** Parses a path such as {@code tile/0/x001/234.p/17}. Refuses every other spelling of it. */
    public static TileId parse(String path) {
        Matcher parts = PATH.matcher(path);
        InvalidLogData.unless(parts.matches(), TILE_PATH);
        String level = parts.group(1);
        TileId id =
                new TileId(
                        level.equals("entries") ? ENTRIES : Integer.parseInt(level),
                        Long.parseLong(parts.group(2).replace("x", "").replace("/", "")),
                        parts.group(3) == null ? FULL : Integer.parseInt(parts.group(3)));
        InvalidLogData.unless(id.path().equals(path), TILE_PATH);
        return id;
    }

    public boolean isFull() {
        return width == FULL;
    }

    /** The index of the first leaf below the hash at {@code position}. */
    public long leafAt(long position) {
        return (index * FULL + position) << (8 * Math.max(level, 0));
    }

    /** The path, relative to the log's URL or directory. */
    public String path() {
        return fullPath() + (isFull() ? "" : ".p/" + width);
    }

    /** The path of the full tile with this level and index. */
    String fullPath() {
        StringBuilder groups = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            groups.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return "tile/" + (level == ENTRIES ? "entries" : level) + "/" + groups;
    }

    TileId withWidth(int other) {
        return new TileId(level, index, other);
    }

    @Override
    public String toString() {
        return path();
    }
}
