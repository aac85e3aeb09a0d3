package io.sealpost.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One append: a buffer for the bundle, and one for the open tile of each level. Not thread-safe.
 */
final class TreeAppender {
    private final TreeHasher hasher = new TreeHasher();
    private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    private final List<OpenTile> levels = new ArrayList<>();
    private final List<Tile> tiles = new ArrayList<>();
    private final long before;
    private long size;

    TreeAppender(long size, byte[] bundle, List<byte[]> edges) {
        this.before = size;
        this.size = size;
        this.bundle.write(bundle, 0, bundle.length);
        edges.forEach(edge -> levels.add(new OpenTile(edge)));
    }

    void add(byte[] entry) {
        EntryBundle.write(bundle, entry);
        OpenTile open = level(0);
        hasher.leaf(entry, open.hashes, open.width++);
        size++;
        if (open.width == TileId.FULL) {
            close(TileId.ENTRIES, bundle.toByteArray());
            bundle.reset();
            closeHashes(0);
        }
    }

    AppendResult finish() {
        List<byte[]> edges = levels.stream().map(OpenTile::bytes).toList();
        Frontier after = new Frontier(size, bundle.toByteArray(), edges);
        after.edge().stream().filter(tile -> changed(tile.id())).forEach(tiles::add);
        tiles.sort(Comparator.comparingInt(tile -> tile.id().level()));
        return new AppendResult(after, List.copyOf(tiles));
    }

    private void closeHashes(int number) {
        OpenTile full = level(number);
        close(number, full.bytes());
        Hash root = hasher.reduce(full.hashes, TileId.FULL);
        full.width = 0;
        OpenTile above = level(number + 1);
        above.add(root);
        if (above.width == TileId.FULL) {
            closeHashes(number + 1);
        }
    }

    private void close(int level, byte[] bytes) {
        long index = (size >> (8 * Math.max(level, 0) + 8)) - 1;
        tiles.add(new Tile(new TileId(level, index, TileId.FULL), bytes));
    }

    private boolean changed(TileId id) {
        int shift = 8 * Math.max(id.level(), 0);
        return size >> shift != before >> shift;
    }

    private OpenTile level(int number) {
        if (number == levels.size()) {
            levels.add(new OpenTile(new byte[0]));
        }
        return levels.get(number);
    }

    /** A tile that is not full yet. */
    private static final class OpenTile {
        final byte[] hashes = new byte[TileId.FULL * Hash.BYTES];
        int width;

        OpenTile(byte[] edge) {
            System.arraycopy(edge, 0, hashes, 0, edge.length);
            width = edge.length / Hash.BYTES;
        }

        void add(Hash hash) {
            System.arraycopy(hash.bytes(), 0, hashes, width++ * Hash.BYTES, Hash.BYTES);
        }

        byte[] bytes() {
            return Arrays.copyOf(hashes, width * Hash.BYTES);
        }
    }
}
