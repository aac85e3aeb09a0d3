package io.sealpost.wire;

import io.sealpost.wire.Decoded.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a compacted topic of one partition from its beginning. Opens a consumer for each call. */
final class StateTopicReader<T extends SpecificRecord> {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> client;
    private final Codec<T> codec;
    private final TopicPartition partition;

    StateTopicReader(
            Map<String, Object> client, SchemaRegistry registry, String topic, Class<T> type) {
        this.client = Map.copyOf(client);
        this.codec = new Codec<>(registry, type);
        this.partition = new TopicPartition(topic, 0);
    }

    /** The first record of that key that matches, or empty after the timeout. */
    Optional<T> await(String key, Predicate<T> wanted, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try (KafkaConsumer<String, byte[]> consumer = fromStart()) {
            while (System.nanoTime() < deadline) {
                for (T value : poll(consumer, key::equals)) {
                    if (wanted.test(value)) {
                        return Optional.of(value);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /**
     * All records up to the topic's present end, older versions included.
     *
     * @throws IllegalStateException where the end is not reached before the timeout
     */
    List<T> all(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<T> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = fromStart()) {
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("timed out reading topic " + partition.topic());
                }
                found.addAll(poll(consumer, key -> true));
            }
        }
        return found;
    }

    private KafkaConsumer<String, byte[]> fromStart() {
        var consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        return consumer;
    }

    private List<T> poll(KafkaConsumer<String, byte[]> consumer, Predicate<String> key) {
        List<T> values = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            if (key.test(record.key())
                    && codec.decode(record.value()) instanceof Value<T>(T value)) {
                values.add(value);
            }
        }
        return values;
    }
}
