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
 * Publishes heartbeats, with a producer of its own. The service's producer retries through any
 * outage, and would publish heartbeats afterwards that are no longer true. This one times out.
 */
@ApplicationScoped
class HeartbeatProducer {
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(1);

    /** How long each partition's heartbeat may wait for the broker's metadata. */
    private static final Duration MAX_BLOCK = Duration.ofMillis(100);

    private final Publisher publisher;

    @Inject
    HeartbeatProducer(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        // A permanent failure does not end the process: without heartbeats delivery stops pushing.
        this.publisher =
                new Publisher(
                        new KafkaProducer<>(
                                settings(kafka), new StringSerializer(), new ByteArraySerializer()),
                        _ -> {});
    }

    /** Fails if the broker does not acknowledge all of them within about a second. */
    Uni<Void> publish(List<ProducerRecord<String, byte[]>> heartbeats) {
        return publisher.publish(heartbeats);
    }

    @PreDestroy
    void close() {
        publisher.close();
    }

    private static Map<String, Object> settings(Map<String, Object> connection) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.keySet().retainAll(ProducerConfig.configNames());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        // A repeated heartbeat is harmless, and an idempotent producer would have to recover from
        // each one that times out.
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
        return settings;
    }
}
