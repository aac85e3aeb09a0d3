package io.sealpost.delivery.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.delivery.messaging.WithdrawalTable.Look;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WithdrawalTableTest {
    private static final TopicPartition P = new TopicPartition("consent-withdrawals", 3);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void aHeartbeatBehindALookWasWrittenAfterIt() {
        assertThat(WithdrawalTable.pulses(Map.of(P, 8L), Map.of(P, new Look(8, NOON))))
                .containsExactly(Map.entry(3, NOON));
    }

    @Test
    void aHeartbeatBeforeALookIsOfAnyAge() {
        assertThat(WithdrawalTable.pulses(Map.of(P, 7L), Map.of(P, new Look(8, NOON)))).isEmpty();
    }

    @Test
    void aHeartbeatWithoutALookIsOfAnyAge() {
        assertThat(WithdrawalTable.pulses(Map.of(P, 8L), Map.of())).isEmpty();
    }

    @Test
    void withoutAHeartbeatThereIsNoPulse() {
        assertThat(WithdrawalTable.pulses(Map.of(), Map.of(P, new Look(8, NOON)))).isEmpty();
    }
}
