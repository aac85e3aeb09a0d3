package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeTextTest {
    @Test
    void aTimeAlwaysHasThreeDigitsAfterTheSecond() {
        assertThat(TimeText.of(Instant.parse("2026-11-30T08:15:00Z")))
                .isEqualTo("2026-11-30T08:15:00.000Z");
        assertThat(TimeText.of(Instant.parse("2026-11-30T08:15:00.123456789Z")))
                .isEqualTo("2026-11-30T08:15:00.123Z");
    }

    @Test
    void aDurationIsInMilliseconds() {
        assertThat(TimeText.of(Duration.ofSeconds(12))).isEqualTo("12000 ms");
    }
}
