package io.sealpost.tlog;

import static io.sealpost.tlog.VerificationResult.Fault.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.tlog.VerificationResult.Broken;
import io.sealpost.tlog.VerificationResult.Verified;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogVerifierTest {
    private static final NoteKey KEY = TestLog.SIGNER.key();
    private static final TestLog LOG = new TestLog(66_000);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 1000, 65_535, 65_536, 66_000})
    void aWholeLogVerifiesAtEverySize(int size) {
        assertThat(new LogVerifier(LOG.tiles, KEY).verify(LOG.checkpoint(size)))
                .isEqualTo(new Verified(LOG.head(size)));
    }

    @Test
    void progressIsReportedAfterEachBundle() {
        List<Long> reported = new ArrayList<>();

        new LogVerifier(LOG.tiles, KEY, Optional.empty(), reported::add)
                .verify(LOG.checkpoint(600));

        assertThat(reported).containsExactly(256L, 512L, 600L);
    }

    @Test
    void aCheckpointByAnotherKeyIsBroken() {
        NoteKey other = NoteSigner.of(KEY.name(), seed()).key();

        assertThat(new LogVerifier(LOG.tiles, other).verify(LOG.checkpoint()))
                .isEqualTo(new Broken(-1, CHECKPOINT, "checkpoint: NOT_SIGNED_BY_KEY"));
    }

    @Test
    void aLogThatExtendsTheTrustedCheckpointVerifies() {
        for (int earlier : new int[] {0, 1, 256, 300, 1000}) {
            assertThat(trusting(LOG.head(earlier)).verify(LOG.checkpoint(1000)))
                    .isInstanceOf(Verified.class);
        }
    }

    @Test
    void aLogCutBackToItsOwnOlderCheckpointIsRolledBack() {
        assertThat(trusting(LOG.head(1000)).verify(LOG.checkpoint(900)))
                .isEqualTo(new Broken(900, ROLLED_BACK, "checkpoint"));
    }

    @Test
    void aRewrittenAndSignedHistoryContradictsTheTrustedCheckpoint() {
        List<byte[]> entries = new ArrayList<>(LOG.entries.subList(0, 1000));
        entries.set(7, TestLog.entry(1_000_000));
        AppendResult forged = Frontier.EMPTY.append(entries);
        MapTiles tiles = new MapTiles();
        tiles.putAll(forged.tiles());
        byte[] head = new Checkpoint(KEY.name(), 1000, forged.root()).sign(TestLog.SIGNER).encode();

        assertThat(new LogVerifier(tiles, KEY).verify(head)).isInstanceOf(Verified.class);
        assertThat(new LogVerifier(tiles, KEY, Optional.of(LOG.head(300)), n -> {}).verify(head))
                .isEqualTo(new Broken(0, HISTORY_REWRITTEN, "checkpoint"));
    }

    @Test
    void anAdditionalLeafUnderTheOldRootIsFound() {
        Checkpoint lie = new Checkpoint(KEY.name(), 1001, LOG.head(1000).root());

        assertThat(trusting(LOG.head(1000)).verify(lie.sign(TestLog.SIGNER).encode()))
                .isEqualTo(new Broken(1000, ROOT_DIFFERS, "checkpoint"));
    }

    @Test
    void twoRootsForOneSizeAreFound() {
        Checkpoint other = new Checkpoint(KEY.name(), 1000, LOG.head(999).root());

        assertThat(trusting(LOG.head(1000)).verify(other.sign(TestLog.SIGNER).encode()))
                .isEqualTo(new Broken(1000, ROOT_DIFFERS, "checkpoint"));
        assertThat(trusting(other).verify(LOG.checkpoint(1000)))
                .isEqualTo(new Broken(0, HISTORY_REWRITTEN, "checkpoint"));
    }

    @Test
    void bytesAfterTheLastEntryOrHashAreFound() {
        assertThat(verifierWithSurplus(new TileId(TileId.ENTRIES, 2, 256)))
                .isEqualTo(new Broken(768, ENTRY_SURPLUS, "tile/entries/002"));
        assertThat(verifierWithSurplus(new TileId(0, 3, 232)))
                .isEqualTo(new Broken(1000, HASH_SURPLUS, "tile/0/003.p/232"));
        assertThat(verifierWithSurplus(new TileId(1, 0, 3)))
                .isEqualTo(new Broken(768, HASH_SURPLUS, "tile/1/000.p/3"));
    }

    @Test
    void aLeafChangedInBundleAndTileIsFoundByTheHashAboveIt() {
        List<byte[]> entries = new ArrayList<>(LOG.entries);
        entries.set(777, TestLog.entry(1_000_000));
        TestLog forged = new TestLog(0);
        forged.tiles.putAll(Frontier.EMPTY.append(entries).tiles());
        TileSource mixed = id -> (id.level() <= 0 ? forged.tiles : LOG.tiles).read(id);

        assertThat(new LogVerifier(mixed, KEY).verify(LOG.checkpoint()))
                .isEqualTo(new Broken(768, HASH_DIFFERS, "tile/1/000"));
    }

    private static LogVerifier trusting(Checkpoint earlier) {
        return new LogVerifier(LOG.tiles, KEY, Optional.of(earlier), leaves -> {});
    }

    private static VerificationResult verifierWithSurplus(TileId longer) {
        TileSource source =
                id ->
                        LOG.tiles
                                .read(id)
                                .map(b -> id.equals(longer) ? Arrays.copyOf(b, b.length + 1) : b);
        return new LogVerifier(source, KEY).verify(LOG.checkpoint(1000));
    }

    private static byte[] seed() {
        byte[] seed = new byte[32];
        seed[0] = 1;
        return seed;
    }
}
