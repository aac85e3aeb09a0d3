package io.sealpost.tlog;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The right edge of a log: its size and its partial tiles, which is all that appending needs.
 * Immutable: after a failed transaction the caller continues with the frontier from before it.
 */
public final class Frontier {
    public static final Frontier EMPTY = new Frontier(0, new byte[0], List.of());

    private final long size;
    private final byte[] bundle;
    private final List<byte[]> edges; // by level: the hashes of the partial tile, possibly none

    Frontier(long size, byte[] bundle, List<byte[]> edges) {
        this.size = size;
        this.bundle = bundle;
        this.edges = edges;
    }

    /** The partial tiles of a tree of that size: the bundle first, then by level. */
    public static List<TileId> edgeIds(long size) {
        return IntStream.rangeClosed(TileId.ENTRIES, topLevel(size))
                .filter(level -> widthAt(size, level) > 0)
                .mapToObj(level -> TileId.in(size, level, indexAt(size, level)))
                .toList();
    }

    /**
     * Loads the edge of a log of that size. The caller compares {@link #root()} with the root that
     * it stored with the size.
     *
     * @throws InvalidLogData TILE_LENGTH where a tile is missing or has a wrong length
     */
    public static Frontier load(TileSource source, long size) {
        List<byte[]> edges =
                IntStream.rangeClosed(0, topLevel(size))
                        .mapToObj(level -> edge(source, size, level))
                        .toList();
        byte[] bundle = edge(source, size, TileId.ENTRIES);
        int entries = EntryBundle.parse(bundle, widthAt(size, TileId.ENTRIES)).size();
        return size == 0 && entries == 0 ? EMPTY : new Frontier(size, bundle, edges);
    }

    public long size() {
        return size;
    }

    /** The root of the tree. Each call hashes the edge. */
    public Hash root() {
        TreeHasher hasher = new TreeHasher();
        byte[] below = new byte[0];
        for (byte[] edge : edges) {
            byte[] roots = concat(edge, below);
            below = roots.length == 0 ? roots : hasher.reduce(roots, count(roots)).bytes();
        }
        return below.length == 0 ? Hash.EMPTY_ROOT : new Hash(below);
    }

    /** Appends entries. The result has each tile that changed, lowest level first. */
    public AppendResult append(List<byte[]> entries) {
        TreeAppender appender = new TreeAppender(size, bundle, edges);
        entries.forEach(appender::add);
        return appender.finish();
    }

    /** The partial tiles: the bundle first, then by level. */
    public List<Tile> edge() {
        return edgeIds(size).stream().map(id -> new Tile(id, bytesAt(id.level()))).toList();
    }

    private byte[] bytesAt(int level) {
        return level == TileId.ENTRIES ? bundle : edges.get(level);
    }

    private static byte[] edge(TileSource source, long size, int level) {
        int width = widthAt(size, level);
        if (width == 0) {
            return new byte[0];
        }
        return source.read(new TileId(level, indexAt(size, level), width))
                .filter(b -> level == TileId.ENTRIES || b.length == width * Hash.BYTES)
                .orElseThrow(() -> new InvalidLogData(InvalidLogData.Reason.TILE_LENGTH));
    }

    private static int topLevel(long size) {
        return size == 0 ? TileId.ENTRIES : (63 - Long.numberOfLeadingZeros(size)) / 8;
    }

    private static int widthAt(long size, int level) {
        return (int) (size >> (8 * Math.max(level, 0))) & 0xff;
    }

    private static long indexAt(long size, int level) {
        return size >> (8 * Math.max(level, 0)) >> 8;
    }

    private static int count(byte[] hashes) {
        return hashes.length / Hash.BYTES;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
