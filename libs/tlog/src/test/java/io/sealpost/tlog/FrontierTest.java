package io.sealpost.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontierTest {
    private static final TestLog LOG = new TestLog(70_000);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void batchesOfAnySizeGiveTheSameTilesAndRoots(long seed) {
        Random random = new Random(seed);
        MapTiles stored = new MapTiles();
        Frontier frontier = Frontier.EMPTY;
        while (frontier.size() < 70_000) {
            int from = (int) frontier.size();
            int to = Math.min(70_000, from + random.nextInt(1, 1500));
            AppendResult appended = frontier.append(LOG.entries.subList(from, to));
            stored.putAll(appended.tiles());
            frontier = Frontier.load(stored, to);
            assertThat(frontier.root()).isEqualTo(appended.root());
        }

        assertThat(frontier.root()).isEqualTo(LOG.root());
        assertSameTiles(stored, LOG.tiles, 70_000);
    }

    @Test
    void rootsMatchTheDefinition() {
        List<Hash> leaves = LOG.leaves();

        for (int size : new int[] {0, 1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_793}) {
            assertThat(LOG.head(size).root()).isEqualTo(TestLog.mth(leaves.subList(0, size)));
        }
    }

    @Test
    void onlyChangedTilesAreReturned() {
        Frontier before = Frontier.EMPTY.append(LOG.entries.subList(0, 1000)).frontier();

        List<Tile> tiles = before.append(LOG.entries.subList(1000, 1010)).tiles();

        assertThat(tiles.stream().map(tile -> tile.id().path()))
                .containsExactly("tile/entries/003.p/242", "tile/0/003.p/242");
    }

    @Test
    void aFullTileIsReturnedOnceAndAddsAHashToTheLevelAbove() {
        Frontier before = Frontier.EMPTY.append(LOG.entries.subList(0, 1000)).frontier();

        List<Tile> tiles = before.append(LOG.entries.subList(1000, 1025)).tiles();

        assertThat(tiles.stream().map(tile -> tile.id().path()))
                .containsExactly(
                        "tile/entries/003",
                        "tile/entries/004.p/1",
                        "tile/0/003",
                        "tile/0/004.p/1",
                        "tile/1/000.p/4");
    }

    @Test
    void appendingNothingChangesNothing() {
        AppendResult appended = LOG.frontier.append(List.of());

        assertThat(appended.tiles()).isEmpty();
        assertThat(appended.root()).isEqualTo(LOG.root());
    }

    @Test
    void anAppendDoesNotChangeTheFrontierBeforeIt() {
        Frontier before = Frontier.EMPTY.append(LOG.entries.subList(0, 300)).frontier();
        Hash root = before.root();
        Hash once = before.append(LOG.entries.subList(300, 900)).root();

        Hash again = before.append(LOG.entries.subList(300, 900)).root();

        assertThat(again).isEqualTo(once).isNotEqualTo(root);
        assertThat(before.root()).isEqualTo(root);
    }

    @Test
    void aMissingEdgeTileIsRefused() {
        assertThatThrownBy(() -> Frontier.load(new MapTiles(), 5))
                .isInstanceOf(InvalidLogData.class);
        assertThat(Frontier.load(new MapTiles(), 0).root()).isEqualTo(Hash.EMPTY_ROOT);
    }

    @Test
    void anEntryHoldsAtMost65535Bytes() {
        assertThat(Frontier.EMPTY.append(List.of(new byte[65_535])).size()).isEqualTo(1);
        assertThatThrownBy(() -> Frontier.EMPTY.append(List.of(new byte[65_536])))
                .hasMessage("ENTRY_TOO_LONG");
    }

    private static void assertSameTiles(TileSource actual, TileSource expected, long size) {
        for (int level = TileId.ENTRIES; level <= 2; level++) {
            long hashes = size >> (8 * Math.max(level, 0));
            for (long index = 0; index * 256 < hashes; index++) {
                TileId id = TileId.in(size, level, index);
                assertThat(actual.read(id).orElseThrow())
                        .isEqualTo(expected.read(id).orElseThrow());
            }
        }
    }
}
