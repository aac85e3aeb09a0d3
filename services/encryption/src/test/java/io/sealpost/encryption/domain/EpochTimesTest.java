package io.sealpost.encryption.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochTimesTest {
    private static final Instant MADE = Instant.parse("2026-03-01T00:00:00Z");
    private static final EpochTimes TIMES = times("PT48H");

    @Test
    void theFirstEpochIsDueAtOnce() {
        assertThat(TIMES.nextIsDue(Optional.empty(), MADE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, false", "PT44M59S, false", "PT45M, true", "PT1H, true", "P9D, true"})
    void theNextEpochIsDueBeforeTheLastOneEnds(Duration age, boolean due) {
        Optional<Instant> newest = Optional.of(TIMES.sealUntil(MADE));

        assertThat(TIMES.nextIsDue(newest, MADE.plus(age))).isEqualTo(due);
    }

    @Test
    void anEpochIsDestroyedAtAFixedAge() {
        assertThat(TIMES.destroyAt(MADE)).isEqualTo(MADE.plus(Duration.ofHours(48)));
    }

    @ParameterizedTest
    @CsvSource({"PT36H", "PT42H59M"})
    void anAgeBelowTheLongestWaitIsRefused(String destroyAfter) {
        assertThatThrownBy(() -> times(destroyAfter)).isInstanceOf(IllegalArgumentException.class);
    }

    private static EpochTimes times(String destroyAfter) {
        return new EpochTimes(
                Duration.ofHours(1),
                Duration.ofMinutes(15),
                Duration.parse(destroyAfter),
                Duration.ofHours(36 + 6));
    }
}
