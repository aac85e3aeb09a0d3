package io.sealpost.client.producer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads all partitions of one topic without a consumer group; it commits no offsets. Not
 * thread-safe.
 */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;

    private TopicReader(KafkaConsumer<String, byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
    }

    static TopicReader fromStart(Connection connection, String topic) {
        TopicReader reader = open(connection, topic);
        reader.consumer.seekToBeginning(reader.partitions);
        return reader;
    }

    /** Skips what is on the topic when this is called: the positions are read before it returns. */
    static TopicReader fromEnd(Connection connection, String topic) {
        TopicReader reader = open(connection, topic);
        reader.consumer.seekToEnd(reader.partitions);
        reader.partitions.forEach(reader.consumer::position);
        return reader;
    }

    /** The next records; waits at most 100 ms for them. */
    ConsumerRecords<String, byte[]> poll() {
        return consumer.poll(POLL_TIMEOUT);
    }

    /**
     * Reads up to the end that the topic has when this is called.
     *
     * @throws TimeoutException where that takes longer than 30 s
     */
    void readToEnd(Consumer<ConsumerRecord<String, byte[]>> each) {
        long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("a topic could not be read to its end in time");
            }
            poll().forEach(each);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static TopicReader open(Connection connection, String topic) {
        Map<String, Object> settings =
                new HashMap<>(connection.settingsAmong(ConsumerConfig.configNames()));
        settings.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) POLL_TIMEOUT.toMillis());
        var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer());
        try {
            return new TopicReader(consumer, topic);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }
}
