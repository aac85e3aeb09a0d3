package io.sealpost.consent.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.consent.domain.Clearing.Cleared;
import io.sealpost.hop.Outcome;
import io.sealpost.schemas.Clearance;
import io.sealpost.seal.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClearanceOutcomesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String WITHOUT_END =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" + "0000000000000007";

    @Test
    void theStoredFormStays() {
        assertThat(detail(null)).isEqualTo(WITHOUT_END);
        assertThat(detail(NOW)).isEqualTo(WITHOUT_END + "0000019ca8d72d00");
    }

    @Test
    void aStoredDetailIsReadBackAsItWas() {
        assertThat(ClearanceOutcomes.clearance(outcome(NOW))).isEqualTo(clearance(NOW));
    }

    @Test
    void aDetailOfBeforeEndsWereKeptHasNone() {
        Outcome stored = new Outcome("CLEARED", "NONE", HexFormat.of().parseHex(WITHOUT_END), NOW);

        assertThat(ClearanceOutcomes.clearance(stored)).isEqualTo(clearance(null));
    }

    private static Clearance clearance(@Nullable Instant end) {
        return new Clearance(ByteBuffer.wrap(Sha256.OF_NOTHING.toArray()), 7L, NOW, end);
    }

    private static Outcome outcome(@Nullable Instant end) {
        return ClearanceOutcomes.of(new Cleared(Sha256.OF_NOTHING, 7, end), NOW);
    }

    private static String detail(@Nullable Instant end) {
        byte[] detail = outcome(end).detail();
        return HexFormat.of().formatHex(detail == null ? new byte[0] : detail);
    }
}
