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

/** Reads one topic without a group: it commits nothing. Not thread-safe. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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

    static TopicReader fromStart(Map<String, Object> connection, String topic) {
        TopicReader reader = open(connection, topic);
        reader.consumer.seekToBeginning(reader.partitions);
        return reader;
    }

    /** What is on the topic now is skipped: the positions are taken before this returns. */
    static TopicReader fromEnd(Map<String, Object> connection, String topic) {
        TopicReader reader = open(connection, topic);
        reader.consumer.seekToEnd(reader.partitions);
        reader.partitions.forEach(reader.consumer::position);
        return reader;
    }

    ConsumerRecords<String, byte[]> poll() {
        return consumer.poll(POLL);
    }

    /**
     * Everything up to the end as it is when asked.
     *
     * @throws TimeoutException when the brokers have not given it in 30 s
     */
    void readToEnd(Consumer<ConsumerRecord<String, byte[]>> each) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("a topic could not be read to its end");
            }
            poll().forEach(each);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static TopicReader open(Map<String, Object> connection, String topic) {
        Map<String, Object> settings =
                new HashMap<>(Connection.only(connection, ConsumerConfig.configNames()));
        settings.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) POLL.toMillis());
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
