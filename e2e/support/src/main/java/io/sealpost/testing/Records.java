package io.sealpost.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics with Kafka's consumer, without a group. */
public final class Records {

    private static final Duration POLL = Duration.ofMillis(200);

    /** One for each login: a test reads often, and a new consumer costs more than reading. */
    private static final Map<Map<String, Object>, KafkaConsumer<byte[], byte[]>> READERS =
            new HashMap<>();

    private Records() {}

    /** Every committed record of the topic now, by partition and offset. */
    public static List<ConsumerRecord<byte[], byte[]>> readAll(TestBroker broker, String topic) {
        return readAll(broker.adminConfig(), topic);
    }

    /** The same with the login of this client configuration. */
    public static synchronized List<ConsumerRecord<byte[], byte[]>> readAll(
            Map<String, Object> client, String topic) {
        var consumer = READERS.computeIfAbsent(client, Records::reader);
        try {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readTo(consumer.endOffsets(partitions), consumer);
        } catch (RuntimeException e) {
            READERS.remove(client);
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw e;
        }
    }

    private static KafkaConsumer<byte[], byte[]> reader(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("auto.offset.reset", "earliest");
        config.put("isolation.level", "read_committed");
        // The consumer fetches ahead; a pending fetch would delay the next read for half a second.
        config.put("fetch.max.wait.ms", 10);
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Waits up to 30 s until the topic has at least this many records, and returns all of them. */
    public static List<ConsumerRecord<byte[], byte[]>> awaitAtLeast(
            TestBroker broker, String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> last = new ArrayList<>();
        Wait.until(
                () -> {
                    last.clear();
                    last.addAll(readAll(broker, topic));
                    return last.size() >= count;
                });
        return last;
    }

    private static List<ConsumerRecord<byte[], byte[]>> readTo(
            Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(records::add);
        }
        records.removeIf(record -> record.offset() >= end(ends, record));
        return records;
    }

    private static long end(Map<TopicPartition, Long> ends, ConsumerRecord<?, ?> record) {
        return ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }
}
