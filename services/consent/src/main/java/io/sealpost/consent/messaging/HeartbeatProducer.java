package io.sealpost.consent.messaging;

import io.sealpost.hop.Publisher;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The heartbeats' own way to the broker. The service's producer waits out any outage, and what it
 * kept through one would arrive as a sign of life long after the life: this one gives up instead.
 */
@ApplicationScoped
class HeartbeatProducer {
    private static final Duration LATEST = Duration.ofSeconds(1);

    /** How long each partition's beat may wait for a broker that is not known yet. */
    private static final Duration LONGEST_BLOCK = Duration.ofMillis(100);

    private final Publisher publisher;

    @Inject
    HeartbeatProducer(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        // Nothing here ends the process: that no beat comes is all that delivery has to know.
        this.publisher =
                new Publisher(
                        new KafkaProducer<>(
                                settings(kafka), new StringSerializer(), new ByteArraySerializer()),
                        _ -> {});
    }

    /** Fails where the broker has not acknowledged all about a second after they were handed in. */
    Uni<Void> publish(List<ProducerRecord<String, byte[]>> beats) {
        return publisher.publish(beats);
    }

    @PreDestroy
    void close() {
        publisher.close();
    }

    private static Map<String, Object> settings(Map<String, Object> connection) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.keySet().retainAll(ProducerConfig.configNames());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        // A beat told twice is one, and one that was given up leaves no gap to be mended.
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LATEST.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) LATEST.toMillis());
        return settings;
    }
}
