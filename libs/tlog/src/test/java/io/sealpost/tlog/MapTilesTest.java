package io.sealpost.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MapTilesTest extends TileSourceContract {
    @Override
    TileSource stored(List<Tile> tiles) {
        MapTiles map = new MapTiles();
        map.putAll(tiles);
        return map;
    }

    @Test
    void aNarrowerTileDoesNotReplaceAWiderOne() {
        MapTiles map = new MapTiles();
        map.put(new Tile(new TileId(0, 0, 2), new byte[64]));
        map.put(new Tile(new TileId(0, 0, 1), new byte[32]));

        assertThat(map.read(new TileId(0, 0, 2))).isPresent();
    }
}
