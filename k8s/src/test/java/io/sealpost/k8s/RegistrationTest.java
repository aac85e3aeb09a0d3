package io.sealpost.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The job's arguments and environment. */
class RegistrationTest {
    @Test
    void aProducerKeyOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> Registration.producerKey("0f"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theJobConnectsToTheBrokerAsAServiceDoes() {
        Map<String, String> environment =
                Map.of("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512", "PATH", "/usr/bin");

        assertThat(Registration.client(environment))
                .containsExactlyInAnyOrderEntriesOf(Map.of("sasl.mechanism", "SCRAM-SHA-512"));
    }
}
