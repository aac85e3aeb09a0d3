package io.sealpost.client.producer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One map of settings for all Kafka clients of a business. */
final class Connection {
    private Connection() {}

    /**
     * A producer whose acknowledged records are on all replicas, once each.
     *
     * @param lane what the settings' {@code client.id} goes on with, as a business has one of each
     * @param linger so long a record waits for others to go with, where {@code linger.ms} is not
     *     among the settings
     */
    static KafkaProducer<String, byte[]> producer(
            Map<String, Object> connection, String lane, Duration linger) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
        settings.putAll(only(connection, ProducerConfig.configNames()));
        settings.computeIfPresent(ProducerConfig.CLIENT_ID_CONFIG, (name, id) -> id + "-" + lane);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Without what another kind of client would warn of. */
    static Map<String, Object> only(Map<String, Object> settings, Set<String> known) {
        Map<String, Object> kept = new HashMap<>(settings);
        kept.keySet().removeIf(name -> !known.contains(name) && !name.startsWith("sasl."));
        return kept;
    }
}
