package io.sealpost.consent.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.consent.domain.ConsentChange;
import io.sealpost.consent.domain.ConsentScope;
import io.sealpost.consent.domain.LedgerOutcome;
import io.sealpost.consent.domain.LedgerOutcome.Accepted;
import io.sealpost.consent.domain.LedgerOutcome.Refused;
import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.hop.NewerOutcome;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Purpose;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerOutcomeCodecTest {
    private static final ConsentScope OFFERS =
            new ConsentScope(new Purpose("offers"), Channel.SEALPOST);
    private static final Accepted UNBLOCKED =
            new Accepted(
                    List.of(
                            new ConsentChange(ConsentChange.Kind.UNBLOCKED, null, 2, null),
                            new ConsentChange(
                                    ConsentChange.Kind.GRANTED, OFFERS, 3, Sha256.OF_NOTHING)));

    private final LedgerOutcomeCodec codec = new LedgerOutcomeCodec();

    static Stream<LedgerOutcome> refused() {
        return Arrays.stream(RefusalReason.values()).map(Refused::new);
    }

    static Stream<LedgerOutcome> accepted() {
        return Arrays.stream(ConsentChange.Kind.values())
                .flatMap(
                        kind ->
                                Stream.of(
                                        new ConsentChange(kind, null, 4, null),
                                        new ConsentChange(kind, OFFERS, 5, Sha256.OF_NOTHING)))
                .map(change -> new Accepted(List.of(change)));
    }

    @Test
    void theStoredBytesDoNotChange() {
        assertThat(stored(UNBLOCKED))
                .isEqualTo(
                        "01"
                                + "000101"
                                + "00080000000000000002"
                                + "000104"
                                + "0000"
                                + "0000"
                                + "00080000000000000002"
                                + "0000"
                                + "000101"
                                + "00066f6666657273"
                                + "000101"
                                + "00080000000000000003"
                                + "0020e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(stored(new Refused(RefusalReason.BAD_EVIDENCE)))
                .isEqualTo("01" + "000102" + "000107");
    }

    @ParameterizedTest
    @MethodSource({"accepted", "refused"})
    void everyOutcomeIsReadBackAsItWasWritten(LedgerOutcome outcome) {
        assertThat(codec.decode(codec.encode(outcome))).isEqualTo(outcome);
    }

    @Test
    void theChangesKeepTheirOrder() {
        assertThat(codec.decode(codec.encode(UNBLOCKED))).isEqualTo(UNBLOCKED);
    }

    @Test
    void anOutcomeOfANewerReleaseIsNotRead() {
        byte[] newer = codec.encode(UNBLOCKED);
        newer[0]++;

        assertThatThrownBy(() -> codec.decode(newer)).isInstanceOf(NewerOutcome.class);
    }

    private String stored(LedgerOutcome outcome) {
        return HexFormat.of().formatHex(codec.encode(outcome));
    }
}
