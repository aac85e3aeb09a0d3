package io.sealpost.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of every tile source that stores tiles. */
abstract class TileSourceContract {
    private static final TestLog LOG = new TestLog(600);

    abstract TileSource stored(List<Tile> tiles);

    @Test
    void aLogStoredInBatchesVerifies() {
        List<Tile> first = Frontier.EMPTY.append(LOG.entries.subList(0, 300)).tiles();
        Frontier before = Frontier.EMPTY.append(LOG.entries.subList(0, 300)).frontier();
        List<Tile> second = before.append(LOG.entries.subList(300, 600)).tiles();

        TileSource source = stored(concat(first, second));

        assertThat(new LogVerifier(source, TestLog.SIGNER.key()).verify(LOG.checkpoint()))
                .isInstanceOf(VerificationResult.Verified.class);
        assertThat(new TreeView(source, 600).root()).isEqualTo(LOG.root());
    }

    @Test
    void anOlderTreeIsReadFromTheTilesOfANewerOne() {
        TileSource source = stored(concat(Frontier.EMPTY.append(LOG.entries).tiles(), List.of()));

        assertThat(new TreeView(source, 300).root()).isEqualTo(LOG.head(300).root());
        assertThat(source.read(new TileId(0, 0, 17)).orElseThrow()).hasSize(17 * Hash.BYTES);
        assertThat(source.read(new TileId(TileId.ENTRIES, 1, 1)).orElseThrow()).hasSize(44);
    }

    @Test
    void aTileThatWasNotStoredIsAbsent() {
        TileSource source = stored(Frontier.EMPTY.append(LOG.entries.subList(0, 5)).tiles());

        assertThat(source.read(new TileId(0, 0, 256))).isEmpty();
        assertThat(source.read(new TileId(0, 1, 1))).isEmpty();
        assertThat(source.read(new TileId(3, 0, 1))).isEmpty();
    }

    private static List<Tile> concat(List<Tile> first, List<Tile> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
