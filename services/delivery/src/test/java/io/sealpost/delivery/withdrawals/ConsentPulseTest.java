package io.sealpost.delivery.withdrawals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ConsentPulseTest {
    private static final TopicPartition P = new TopicPartition("consent-withdrawals", 3);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final ConsentPulse pulse = new ConsentPulse();

    @Test
    void aHeartbeatBehindANotedEndWasWrittenAfterIt() {
        pulse.note(Map.of(P, 8L), NOON);
        assertThat(pulse.provenBy(Map.of(P, 8L))).containsExactly(Map.entry(3, NOON));
    }

    @Test
    void aHeartbeatBeforeANotedEndMayHaveAnyAge() {
        pulse.note(Map.of(P, 8L), NOON);
        assertThat(pulse.provenBy(Map.of(P, 7L))).isEmpty();
    }

    @Test
    void theLastNotedEndCounts() {
        pulse.note(Map.of(P, 8L), NOON);
        pulse.note(Map.of(P, 9L), NOON.plusSeconds(1));
        assertThat(pulse.provenBy(Map.of(P, 8L))).isEmpty();
    }

    @Test
    void aHeartbeatWithoutANotedEndMayHaveAnyAge() {
        assertThat(pulse.provenBy(Map.of(P, 8L))).isEmpty();
    }

    @Test
    void withoutAHeartbeatThereIsNoPulse() {
        pulse.note(Map.of(P, 8L), NOON);
        assertThat(pulse.provenBy(Map.of())).isEmpty();
    }
}
