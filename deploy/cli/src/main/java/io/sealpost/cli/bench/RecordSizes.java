package io.sealpost.cli.bench;

import io.sealpost.cli.local.Platform;
import io.sealpost.wire.Catalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The mean size of the records that one business's messages make on their way, counted from when it
 * was made.
 */
final class RecordSizes implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;

    RecordSizes(Platform platform, String business) {
        Map<String, Object> settings = new HashMap<>(platform.broker().adminConfig());
        this.consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                Catalogue.get().topics().stream()
                        .filter(
                                topic ->
                                        !topic.steps().isEmpty()
                                                || topic.name().startsWith("send-requests."))
                        .map(topic -> topic.isFamily() ? topic.of(business) : topic.name())
                        .flatMap(name -> consumer.partitionsFor(name).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Key and value, in bytes. */
    int mean() {
        long bytes = 0;
        long records = 0;
        for (var batch = consumer.poll(POLL); !batch.isEmpty(); batch = consumer.poll(POLL)) {
            for (ConsumerRecord<String, byte[]> record : batch) {
                bytes += record.serializedKeySize() + record.serializedValueSize();
                records++;
            }
        }
        return records == 0 ? 0 : (int) (bytes / records);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
