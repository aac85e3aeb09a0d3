package io.sealpost.hop;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** How a service makes a producer: no acknowledged record is lost, and none is written twice. */
public final class ProducerSettings {
    private static final Duration BATCH_LINGER = Duration.ofMillis(1);

    private ProducerSettings() {}

    /**
     * A producer for whole batches: it waits a millisecond, so that a batch becomes one request.
     * The guarantees are set last, over the connection's settings (servers, security, client id),
     * so that no configuration weakens them: SmallRye's default of {@code acks=1}, for example,
     * silently turns idempotence off.
     */
    public static KafkaProducer<String, byte[]> producer(Map<String, Object> connection) {
        return producer(connection, BATCH_LINGER);
    }

    /**
     * A producer for whole batches on topics that may be missing: a send fails after two seconds
     * without the topic's metadata, or without room in the buffer.
     */
    public static KafkaProducer<String, byte[]> boundedProducer(Map<String, Object> connection) {
        return producer(connection, BATCH_LINGER, Duration.ofSeconds(2));
    }

    /** The same for records that come one by one: each waits this long for others to join it. */
    public static KafkaProducer<String, byte[]> producer(
            Map<String, Object> connection, Duration linger) {
        return producer(connection, linger, Duration.ofMillis(Long.MAX_VALUE));
    }

    private static KafkaProducer<String, byte[]> producer(
            Map<String, Object> connection, Duration linger, Duration maxBlock) {
        Map<String, Object> settings = new HashMap<>();
        connection.forEach(
                (name, value) -> {
                    if (ProducerConfig.configNames().contains(name)) {
                        settings.put(name, value);
                    }
                });
        settings.putAll(GUARANTEES);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, maxBlock.toMillis());
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private static final Map<String, Object> GUARANTEES =
            Map.of(
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    true,
                    // The client itself retries through an outage; a retry above it could reorder.
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    Integer.MAX_VALUE,
                    ProducerConfig.BATCH_SIZE_CONFIG,
                    256 * 1024,
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    1 << 20,
                    ProducerConfig.COMPRESSION_TYPE_CONFIG,
                    "none");
}
