package io.sealpost.audit.messaging;

import io.sealpost.audit.AuditConfig;
import io.sealpost.hop.AssignedConsumers;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions of all source topics, read outside any group: the offsets are in the database,
 * where one transaction stores them with the leaves.
 */
@ApplicationScoped
class StepSources {
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);

    private final AuditStepReader reader;
    private final AuditMetrics metrics;
    private final Map<String, Object> settings;

    @Inject
    StepSources(
            AuditStepReader reader,
            AuditMetrics metrics,
            AuditConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.reader = reader;
        this.metrics = metrics;
        this.settings = settings(config, kafka);
    }

    KafkaConsumer<String, byte[]> consumer() {
        return AssignedConsumers.consumer(settings);
    }

    /**
     * Assigns all partitions that exist now. A new one starts at its stored offset, or at its
     * beginning. This is also how an outage of the broker is noticed: a poll only returns nothing.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException if the broker does not answer
     */
    void assign(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> stored) {
        Set<TopicPartition> existing = existing(consumer);
        Set<TopicPartition> added = new HashSet<>(existing);
        added.removeAll(consumer.assignment());
        if (!existing.equals(consumer.assignment())) {
            consumer.assign(existing);
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

    /** The next records. Deleted records are skipped and counted. */
    ConsumerRecords<String, byte[]> poll(Consumer<String, byte[]> consumer, Duration timeout) {
        try {
            return consumer.poll(timeout);
        } catch (OffsetOutOfRangeException deleted) {
            deleted.offsetOutOfRangePartitions()
                    .forEach((partition, offset) -> skip(consumer, partition, offset));
            return ConsumerRecords.empty();
        }
    }

    /** A topic that was created again begins before the stored offset: then nothing is counted. */
    private void skip(Consumer<String, byte[]> consumer, TopicPartition partition, long offset) {
        consumer.seekToBeginning(List.of(partition));
        long beginning = consumer.position(partition, BROKER_TIMEOUT);
        metrics.lost(partition, Math.min(offset, beginning), beginning);
    }

    private Set<TopicPartition> existing(Consumer<String, byte[]> consumer) {
        return consumer.listTopics(BROKER_TIMEOUT).values().stream()
                .flatMap(List::stream)
                .filter(info -> reader.isSource(info.topic()))
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
    }

    private static Map<String, Object> settings(AuditConfig config, Map<String, Object> kafka) {
        Map<String, Object> settings = AssignedConsumers.settings(kafka);
        // With "earliest" the client would skip deleted records, and none would be counted.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batch());
        // A transaction costs much the same for one leaf or a thousand, so records are gathered.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 512 * 1024);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) config.gather().toMillis());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        return settings;
    }
}
