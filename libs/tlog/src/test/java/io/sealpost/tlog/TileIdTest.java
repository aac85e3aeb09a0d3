package io.sealpost.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileIdTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 1234, 17, tile/0/x001/234.p/17",
        "0, 1234067, 256, tile/0/x001/x234/067",
        "7, 999, 1, tile/7/999.p/1",
        "-1, 0, 255, tile/entries/000.p/255",
        "-1, 1000, 256, tile/entries/x001/000",
    })
    void aTileHasOnePath(int level, long index, int width, String path) {
        TileId id = new TileId(level, index, width);

        assertThat(id.path()).isEqualTo(path);
        assertThat(TileId.parse(path)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/1",
                "tile/00/001",
                "tile/64/001",
                "tile/8/001",
                "tile/-1/001",
                "tile/0/x000/001",
                "tile/0/001/002",
                "tile/0/x001",
                "tile/0/001.p/0",
                "tile/0/001.p/256",
                "tile/0/001.p/017",
                "tile/0/001.p/",
                "tile/0/001/",
                "tile/0/../001",
                "tile/data/001",
                "/tile/0/001",
                "tile/0/x001/x001/x001/x001/x001/x001/001",
                "tile/0/٠٠١",
                "",
            })
    void anyOtherSpellingIsRefused(String path) {
        assertThatThrownBy(() -> TileId.parse(path)).isInstanceOf(InvalidLogData.class);
    }

    @Test
    void aTreeOf70000HasTheTilesOfTheSpecification() {
        assertThat(Frontier.edgeIds(70_000).stream().map(TileId::path))
                .containsExactly(
                        "tile/entries/273.p/112",
                        "tile/0/273.p/112",
                        "tile/1/001.p/17",
                        "tile/2/000.p/1");
        assertThat(TileId.in(70_000, 0, 272).isFull()).isTrue();
        assertThat(TileId.in(70_000, 1, 0).isFull()).isTrue();
        assertThat(Frontier.edgeIds(256)).containsExactly(new TileId(1, 0, 1));
    }

    @ParameterizedTest
    @CsvSource({"70000, 0, 274", "256, 0, 1", "0, 0, 0", "5, 1, 0", "9, -1, 4294967296"})
    void aTreeHasNoTileBeyondItsSize(long size, int level, long index) {
        assertThatThrownBy(() -> TileId.in(size, level, index)).isInstanceOf(InvalidLogData.class);
    }

    @Test
    void aHashAboveTheLeavesNamesTheFirstLeafBelowIt() {
        assertThat(new TileId(0, 3, 256).leafAt(7)).isEqualTo(3 * 256 + 7);
        assertThat(new TileId(1, 2, 256).leafAt(5)).isEqualTo((2 * 256 + 5) * 256);
        assertThat(new TileId(TileId.ENTRIES, 2, 256).leafAt(5)).isEqualTo(2 * 256 + 5);
    }
}
