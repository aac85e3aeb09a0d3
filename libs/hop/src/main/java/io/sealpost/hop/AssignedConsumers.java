package io.sealpost.hop;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Consumers outside any group: the caller assigns partitions and positions, and nothing is
 * committed. For topics that every replica reads whole, and for positions that are stored
 * elsewhere.
 */
public final class AssignedConsumers {
    private AssignedConsumers() {}

    /** A consumer of text keys and byte values. */
    public static KafkaConsumer<String, byte[]> consumer(Map<String, Object> connection) {
        return new KafkaConsumer<>(
                settings(connection), new StringDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * The settings of {@link #consumer}; the caller may add to them.
     *
     * @param connection the connection's settings (servers, security); settings of groups, and
     *     those that no consumer has, are left out
     */
    public static Map<String, Object> settings(Map<String, Object> connection) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        connection.forEach(
                (name, value) -> {
                    if (ConsumerConfig.configNames().contains(name)) {
                        settings.put(name, value);
                    }
                });
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }
}
