package io.sealpost.seal.id;

import static io.sealpost.seal.id.RequestBounds.allowsExpiry;
import static io.sealpost.seal.id.RequestBounds.allowsNotBefore;
import static io.sealpost.seal.id.RequestBounds.allowsSentAt;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Each bound is allowed, and a millisecond beyond it is not. */
class RequestBoundsTest {
    private static final Instant NOW = Instant.parse("2024-12-01T10:00:00.123Z");
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    @Test
    void aRequestIsAtMostSevenDaysOldWhenItArrives() {
        Instant oldest = NOW.minus(Duration.ofDays(7));

        assertThat(allowsSentAt(oldest, NOW)).isTrue();
        assertThat(allowsSentAt(oldest.minus(MILLISECOND), NOW)).isFalse();
    }

    @Test
    void aProducersClockIsAtMostTenMinutesAhead() {
        Instant latest = NOW.plus(Duration.ofMinutes(10));

        assertThat(allowsSentAt(latest, NOW)).isTrue();
        assertThat(allowsSentAt(latest.plus(MILLISECOND), NOW)).isFalse();
    }

    @Test
    void aMessageLivesForASecondAtLeastAndThirtyDaysAtMost() {
        Instant shortest = NOW.plus(Duration.ofSeconds(1));
        Instant longest = NOW.plus(Duration.ofDays(30));

        assertThat(allowsExpiry(NOW, shortest)).isTrue();
        assertThat(allowsExpiry(NOW, shortest.minus(MILLISECOND))).isFalse();
        assertThat(allowsExpiry(NOW, longest)).isTrue();
        assertThat(allowsExpiry(NOW, longest.plus(MILLISECOND))).isFalse();
    }

    @Test
    void aMessageIsHeldForAtMost36Hours() {
        Instant longest = NOW.plus(Duration.ofHours(36));

        assertThat(allowsNotBefore(longest, NOW)).isTrue();
        assertThat(allowsNotBefore(longest.plus(MILLISECOND), NOW)).isFalse();
    }
}
