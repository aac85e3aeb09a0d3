package io.sealpost.delivery.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WithdrawalTableTest {
    private static final TopicPartition P = new TopicPartition("consent-withdrawals", 3);

    @Test
    void aHeartbeatAtTheEndIsAPulse() {
        assertThat(WithdrawalTable.caughtUp(Map.of(P, 8L), Set.of(P), Map.of(P, 8L)))
                .containsExactly(3);
    }

    @Test
    void aHeartbeatInABacklogIsNoPulse() {
        assertThat(WithdrawalTable.caughtUp(Map.of(P, 7L), Set.of(P), Map.of(P, 8L))).isEmpty();
    }

    @Test
    void withdrawalsAloneAreNoPulse() {
        assertThat(WithdrawalTable.caughtUp(Map.of(P, 8L), Set.of(), Map.of(P, 8L))).isEmpty();
    }
}
