package io.sealpost.audit.messaging;

import io.sealpost.audit.AuditConfig;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The partitions of every source topic, read outside any group: the offsets are in the database.
 */
@ApplicationScoped
class Sources {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final StepReader reader;
    private final Map<String, Object> settings;

    @Inject
    Sources(
            StepReader reader,
            AuditConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.reader = reader;
        this.settings = settings(config, kafka);
    }

    KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Takes on the partitions that are new, from their stored offset or their beginning. Also the
     * sign that the broker answers.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when it does not
     */
    void refresh(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> stored) {
        Set<TopicPartition> found = found(consumer);
        Set<TopicPartition> added = new HashSet<>(found);
        added.removeAll(consumer.assignment());
        if (!found.equals(consumer.assignment())) {
            consumer.assign(found);
        }
        for (TopicPartition partition : added) {
            Long offset = stored.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        }
    }

    private Set<TopicPartition> found(Consumer<String, byte[]> consumer) {
        return consumer.listTopics(PATIENCE).values().stream()
                .flatMap(List::stream)
                .filter(info -> reader.isSource(info.topic()))
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
    }

    private static Map<String, Object> settings(AuditConfig config, Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().retainAll(ConsumerConfig.configNames());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batch());
        // A transaction costs much the same for one leaf or a thousand: let records gather.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 512 * 1024);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) config.gather().toMillis());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        return settings;
    }
}
