package io.sealpost.audit.messaging;

import io.sealpost.audit.AuditConfig;
import io.sealpost.hop.Groupless;
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
 * The partitions of every source topic, read outside any group: the offsets are in the database.
 */
@ApplicationScoped
class Sources {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final StepReader reader;
    private final AuditMetrics metrics;
    private final Map<String, Object> settings;

    @Inject
    Sources(
            StepReader reader,
            AuditMetrics metrics,
            AuditConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.reader = reader;
        this.metrics = metrics;
        this.settings = settings(config, kafka);
    }

    KafkaConsumer<String, byte[]> consumer() {
        return Groupless.consumer(settings);
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

    /** The next records. Where some are gone, it goes on behind them, and says how many. */
    ConsumerRecords<String, byte[]> poll(Consumer<String, byte[]> consumer, Duration patience) {
        try {
            return consumer.poll(patience);
        } catch (OffsetOutOfRangeException gone) {
            gone.offsetOutOfRangePartitions()
                    .forEach((partition, offset) -> pass(consumer, partition, offset));
            return ConsumerRecords.empty();
        }
    }

    /** A topic that was made anew begins before the stored offset: nothing is counted then. */
    private void pass(Consumer<String, byte[]> consumer, TopicPartition partition, long offset) {
        consumer.seekToBeginning(List.of(partition));
        long beginning = consumer.position(partition, PATIENCE);
        metrics.lost(partition, Math.min(offset, beginning), beginning);
    }

    private Set<TopicPartition> found(Consumer<String, byte[]> consumer) {
        return consumer.listTopics(PATIENCE).values().stream()
                .flatMap(List::stream)
                .filter(info -> reader.isSource(info.topic()))
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
    }

    private static Map<String, Object> settings(AuditConfig config, Map<String, Object> kafka) {
        Map<String, Object> settings = Groupless.settings(kafka);
        // Records that went before they were read are counted, not passed over.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batch());
        // A transaction costs much the same for one leaf or a thousand: let records gather.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 512 * 1024);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) config.gather().toMillis());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        return settings;
    }
}
