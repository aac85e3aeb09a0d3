package io.sealpost.consent.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.consent.domain.ClearanceOutcome;
import io.sealpost.consent.domain.ClearanceOutcome.Cleared;
import io.sealpost.consent.domain.ClearanceOutcome.Refused;
import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.hop.NewerOutcome;
import io.sealpost.seal.Sha256;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClearanceOutcomeCodecTest {
    private static final Instant END = Instant.parse("2026-03-01T10:00:00Z");
    private static final Cleared WITHOUT_END = new Cleared(Sha256.OF_NOTHING, 7, null);
    private static final Cleared WITH_END = new Cleared(Sha256.OF_NOTHING, 7, END);
    private static final String HASH =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final ClearanceOutcomeCodec codec = new ClearanceOutcomeCodec();

    static final List<ClearanceOutcome> CLEARED = List.of(WITHOUT_END, WITH_END);

    static Stream<ClearanceOutcome> refused() {
        return Arrays.stream(RefusalReason.values()).map(Refused::new);
    }

    @Test
    void theStoredBytesDoNotChange() {
        assertThat(stored(WITHOUT_END)).isEqualTo("01" + "01" + HASH + "0000000000000007");
        assertThat(stored(WITH_END))
                .isEqualTo("01" + "01" + HASH + "0000000000000007" + "0000019ca8d72d00");
        assertThat(stored(new Refused(RefusalReason.NO_CONSENT))).isEqualTo("01" + "02" + "09");
    }

    @ParameterizedTest
    @FieldSource("CLEARED")
    @MethodSource("refused")
    void everyOutcomeIsReadBackAsItWasWritten(ClearanceOutcome outcome) {
        assertThat(codec.decode(codec.encode(outcome))).isEqualTo(outcome);
    }

    @Test
    void anOutcomeOfANewerReleaseIsNotRead() {
        byte[] newer = codec.encode(WITHOUT_END);
        newer[0]++;

        assertThatThrownBy(() -> codec.decode(newer)).isInstanceOf(NewerOutcome.class);
    }

    private String stored(ClearanceOutcome outcome) {
        return HexFormat.of().formatHex(codec.encode(outcome));
    }
}
