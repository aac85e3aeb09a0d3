package io.sealpost.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTilesTest extends TileSourceContract {
    @SuppressWarnings("NullAway.Init") // set by JUnit
    @TempDir
    Path folder;

    @Override
    TileSource stored(List<Tile> tiles) {
        DirectoryTiles directory = new DirectoryTiles(folder);
        tiles.forEach(directory::write);
        return directory;
    }

    @Test
    void theFilesAreExactlyThoseOfTheSpecification() throws IOException {
        TestLog log = new TestLog(257);
        Frontier first = Frontier.EMPTY.append(log.entries.subList(0, 100)).frontier();
        first.edge().forEach(new DirectoryTiles(folder)::write);
        TileSource stored = stored(first.append(log.entries.subList(100, 257)).tiles());
        new DirectoryTiles(folder).writeCheckpoint(log.head(257).sign(TestLog.SIGNER));

        assertThat(files())
                .containsExactly(
                        "checkpoint",
                        "tile/0/000",
                        "tile/0/001.p/1",
                        "tile/1/000.p/1",
                        "tile/entries/000",
                        "tile/entries/001.p/1");
        assertThat(stored.read(new TileId(1, 0, 1))).isPresent();
        assertThat(new DirectoryTiles(folder).readCheckpoint()).hasValue(log.checkpoint());
    }

    @Test
    void theBytesOfTilesAndBundlesNeverChange() throws IOException {
        stored(Frontier.EMPTY.append(List.of(new byte[] {1, 2}, new byte[0])).tiles());

        assertThat(hex("tile/entries/000.p/2")).isEqualTo("000201020000");
        assertThat(hex("tile/0/000.p/2"))
                .isEqualTo(
                        "ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc"
                                + "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    }

    @Test
    void anEmptyDirectoryHasNoCheckpoint() {
        assertThat(new DirectoryTiles(folder).readCheckpoint()).isEmpty();
    }

    private String hex(String path) throws IOException {
        return HexFormat.of().formatHex(Files.readAllBytes(folder.resolve(path)));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
