package io.sealpost.hop.beans;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class BrokerNameTest {
    private static final Duration PAUSE = Duration.ofMillis(1);

    @Test
    void theStartWaitsForANameThatDoesNotResolveYet() {
        Queue<Boolean> answers = new ArrayDeque<>(List.of(false, false, false, true));

        BrokerName.await(List.of("broker:9092"), name -> answers.remove(), PAUSE);

        assertThat(answers).isEmpty();
    }

    @Test
    void oneNameOfSeveralIsEnough() {
        List<String> servers = List.of("gone:9092", "there:9092");

        List<String> asked = new ArrayList<>();

        BrokerName.await(servers, name -> asked.add(name) && name.equals("there:9092"), PAUSE);

        assertThat(asked).isEqualTo(servers);
    }
}
