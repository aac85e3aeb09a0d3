package io.sealpost.tlog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeafTest {
    private static final byte[] MESSAGE_ID = bytes("018f00000000800080000000000000aa");
    private static final byte[] EVENT_ID = bytes("018f00000000800080000000000000bb");
    private static final byte[] AUDIT_KEY = bytes("0b".repeat(32));
    private static final LeafOpening OPENING =
            new LeafOpening(
                    LeafType.CLEARED,
                    1_700_000_000,
                    LeafKey.derive(AUDIT_KEY, EVENT_ID),
                    List.of(MESSAGE_ID, "acme".getBytes(US_ASCII)),
                    "why".getBytes(US_ASCII));

    @Test
    void theLeafKeyNeverChanges() {
        assertThat(hex(OPENING.key().bytes()))
                .isEqualTo("4448b1a9bc41c4c6fcf8f38c2d71b785a035112453a347cae7e0486506caaa0f");
    }

    @Test
    void theCanonicalBytesNeverChange() {
        assertThat(hex(OPENING.canonical()))
                .isEqualTo(
                        hex("sealpost/leaf/v1".getBytes(US_ASCII))
                                + "0007434c4541524544"
                                + "0010018f00000000800080000000000000aa"
                                + "000461636d65"
                                + "0003776879");
    }

    @Test
    void theLeafNeverChanges() {
        assertThat(hex(OPENING.leaf().encode()))
                .hasSize(84)
                .isEqualTo(
                        "0102000000006553f100"
                                + "d8f9481098fa80a18673e92fb14df7ae4fb95f96eda240867a09d1c84efe72f6");
    }

    @Test
    void theOpeningNeverChanges() {
        assertThat(hex(OPENING.encode()))
                .isEqualTo(
                        hex("sealpost/opening/v1".getBytes(US_ASCII))
                                + "02000000006553f100"
                                + hex(OPENING.key().bytes())
                                + "02"
                                + "0010018f00000000800080000000000000aa"
                                + "000461636d65"
                                + "0003776879");
    }

    @Test
    void typeCodesNeverChange() {
        assertThat(Arrays.stream(LeafType.values()).map(t -> t.code() + " " + t))
                .containsExactly(
                        "0 UNKNOWN",
                        "1 ACCEPTED",
                        "2 CLEARED",
                        "3 SEALED",
                        "4 REJECTED",
                        "5 REFUSED",
                        "6 UNSEALABLE",
                        "7 SENT",
                        "8 DELIVERED",
                        "9 READ",
                        "10 EXPIRED",
                        "11 RECALLED",
                        "12 FAILED",
                        "13 DEVICE_LIST");
    }

    @Test
    void aDecodedOpeningOpensItsLeafAndNoOther() {
        Leaf leaf = Leaf.parse(OPENING.leaf().encode());
        LeafOpening read = LeafOpening.decode(OPENING.encode());
        LeafOpening other =
                new LeafOpening(
                        LeafType.SEALED, read.seconds(), read.key(), read.ids(), read.detail());

        assertThat(read.opens(leaf)).isTrue();
        assertThat(other.opens(leaf)).isFalse();
        assertThat(leaf.time()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(leaf.type()).isEqualTo(LeafType.CLEARED);
    }

    @Test
    void everyFlippedBitOfAnOpeningOpensNothing() {
        Leaf leaf = OPENING.leaf();
        byte[] encoded = OPENING.encode();

        for (int bit = 0; bit < encoded.length * 8; bit++) {
            byte[] flipped = encoded.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(opens(flipped, leaf)).as("bit " + bit).isFalse();
        }
    }

    @Test
    void cutOrLengthenedOpeningsAreRefused() {
        byte[] encoded = OPENING.encode();

        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            assertThatThrownBy(() -> LeafOpening.decode(cut)).isInstanceOf(InvalidLogData.class);
        }
        assertThatThrownBy(() -> LeafOpening.decode(Arrays.copyOf(encoded, encoded.length + 1)))
                .hasMessage("OPENING");
    }

    @Test
    void anUnknownTypeIsPreserved() {
        byte[] bytes = new Leaf(200, 5, Hash.EMPTY_ROOT).encode();

        assertThat(Leaf.parse(bytes).type()).isEqualTo(LeafType.UNKNOWN);
        assertThat(Leaf.parse(bytes).encode()).isEqualTo(bytes);
    }

    @Test
    void leavesOfAWrongLengthOrVersionAreRefused() {
        byte[] other = OPENING.leaf().encode();
        other[0] = 2;

        assertThatThrownBy(() -> Leaf.parse(new byte[41])).hasMessage("LEAF_LENGTH");
        assertThatThrownBy(() -> Leaf.parse(new byte[43])).hasMessage("LEAF_LENGTH");
        assertThatThrownBy(() -> Leaf.parse(other)).hasMessage("LEAF_VERSION");
    }

    @Test
    void keysAreNotPrinted() {
        assertThat(OPENING.key()).hasToString("[redacted]");
        assertThat(OPENING.toString()).contains("[redacted]");
    }

    private static boolean opens(byte[] opening, Leaf leaf) {
        try {
            return LeafOpening.decode(opening).opens(leaf);
        } catch (InvalidLogData malformed) {
            return false;
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
