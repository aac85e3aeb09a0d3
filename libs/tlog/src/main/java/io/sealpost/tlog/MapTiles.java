package io.sealpost.tlog;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tiles in memory, the widest of each level and index: the rows that an appender has read, or a
 * small log in a test. Not thread-safe.
 */
public final class MapTiles implements TileSource {
    private final Map<String, Tile> widest = new TreeMap<>();

    public void put(Tile tile) {
        widest.merge(tile.id().fullPath(), tile, (a, b) -> a.id().width() > b.id().width() ? a : b);
    }

    public void putAll(Iterable<Tile> tiles) {
        tiles.forEach(this::put);
    }

    @Override
    public Optional<byte[]> read(TileId id) {
        return Optional.ofNullable(widest.get(id.fullPath()))
                .filter(tile -> tile.id().width() >= id.width())
                .map(tile -> tile.narrowed(id.width()).bytes());
    }
}
