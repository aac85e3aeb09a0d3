package io.sealpost.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlogProofTest {
    private static final NoteKey KEY = TestLog.SIGNER.key();
    private static final LeafOpening OPENING =
            new LeafOpening(
                    LeafType.DELIVERED,
                    1_700_000_000,
                    new LeafKey(new byte[32]),
                    List.of("acme".getBytes(UTF_8)),
                    new byte[0]);
    private static final TlogProof PROOF = proof();

    @Test
    void theFileNeverChanges() {
        assertThat(new String(PROOF.encode(), UTF_8))
                .isEqualTo(
                        """
                        c2sp.org/tlog-proof@v1
                        extra c2VhbHBvc3Qvb3BlbmluZy92MQgAAAAAZVPxAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
                        AAAAAAAAAAAAAAAAAQAEYWNtZQAA
                        index 3
                        c0p+Qb8CxNIY1oOia+eInSwz3hNxUBJ1/FaWnTGeZ/E=
                        QZGByLVs98xMThqyytXh5HRgr6vavp96fKeWs8YXbss=
                        xPf4Er4R+AxAYz5kXzwLEBR6/kDuQG/czq3VYzNRD6o=

                        log.example/acme
                        5
                        B3/isXSknJxWxXKuYSEIRJiYhf+2ptILPKup0cXw7kQ=

                        — log.example/acme MW/qddiUT+oTRQgxy+yI8jwqwagG6Fe9IIUpbWoGsMEpf4ab6mM\
                        wKGJlLOB7j5KgfzP/83grAMFkK8DnzSkMOSic4g0=
                        """);
    }

    @Test
    void aDecodedProofVerifiesTheLeafThatItOpens() {
        TlogProof read = TlogProof.parse(PROOF.encode());

        assertThat(read).isEqualTo(PROOF);
        assertThat(read.verifyOpening(KEY)).isEqualTo(ProofResult.VALID);
        assertThat(read.opening().type()).isEqualTo(LeafType.DELIVERED);
    }

    @Test
    void everyFlippedBitOfTheFileIsFound() {
        byte[] file = PROOF.encode();

        for (int bit = 0; bit < file.length * 8; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(verifies(flipped)).as("bit " + bit).isFalse();
        }
    }

    @Test
    void aHashTooManyOrTooFewIsRefused() {
        List<Hash> longer = new ArrayList<>(PROOF.path());
        longer.add(Hash.EMPTY_ROOT);
        List<Hash> shorter = PROOF.path().subList(1, PROOF.path().size());

        assertThat(with(longer).verifyOpening(KEY)).isEqualTo(ProofResult.TOO_LONG);
        assertThat(with(shorter).verifyOpening(KEY)).isEqualTo(ProofResult.TOO_SHORT);
    }

    @Test
    void theProofOfTheOnlyLeafHasNoHashes() {
        byte[] entry = OPENING.leaf().encode();
        Hash leaf = new TreeHasher().leaf(entry);
        Checkpoint head = new Checkpoint(KEY.name(), 1, leaf);
        TlogProof proof = new TlogProof(new byte[0], 0, List.of(), head.sign(TestLog.SIGNER));

        TlogProof read = TlogProof.parse(proof.encode());

        assertThat(read).isEqualTo(proof);
        assertThat(read.verify(KEY, leaf)).isEqualTo(ProofResult.VALID);
        assertThatThrownBy(read::opening).hasMessage("OPENING");
    }

    @ParameterizedTest
    @CsvSource({
        "c2sp.org/tlog-proof@v1, c2sp.org/tlog-proof@v2, HEADER",
        "index 3, index 03, LEADING_ZERO",
        "index 3, index, TOO_FEW_LINES",
        "index 3, index -3, NUMBER",
        "extra , extras , TOO_FEW_LINES",
    })
    void anyOtherSpellingIsRefused(String from, String to, String reason) {
        String file = new String(PROOF.encode(), UTF_8).replace(from, to);

        assertThatThrownBy(() -> TlogProof.parse(file.getBytes(UTF_8))).hasMessage(reason);
    }

    @Test
    void carriageReturnsAndMissingPartsAreRefused() {
        String file = new String(PROOF.encode(), UTF_8);

        assertRefused(file.replace("\n", "\r\n"), "CARRIAGE_RETURN");
        assertRefused(file.substring(0, file.length() - 1), "MISSING_NEWLINE");
        assertRefused(file.replace("\n\n", "\n"), "EMPTY_LINE");
        assertRefused(file.replace("extra ", "extra  "), "BASE64");
        assertRefused(file.replaceFirst("extra .*\n", "extra \n"), "BASE64");
    }

    private static TlogProof proof() {
        List<byte[]> entries = new ArrayList<>(new TestLog(5).entries);
        entries.set(3, OPENING.leaf().encode());
        AppendResult log = Frontier.EMPTY.append(entries);
        MapTiles tiles = new MapTiles();
        tiles.putAll(log.tiles());
        SignedNote head = new Checkpoint(KEY.name(), 5, log.root()).sign(TestLog.SIGNER);
        return new TlogProof(OPENING.encode(), 3, new TreeView(tiles, 5).inclusion(3), head);
    }

    private static TlogProof with(List<Hash> path) {
        return new TlogProof(PROOF.extra(), PROOF.index(), path, PROOF.checkpoint());
    }

    private static boolean verifies(byte[] file) {
        try {
            return TlogProof.parse(file).verifyOpening(KEY).isValid();
        } catch (InvalidLogData refused) {
            return false;
        }
    }

    private static void assertRefused(String file, String reason) {
        assertThatThrownBy(() -> TlogProof.parse(file.getBytes(UTF_8))).hasMessage(reason);
    }
}
