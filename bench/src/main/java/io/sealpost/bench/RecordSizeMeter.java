package io.sealpost.bench;

import io.sealpost.client.producer.TenantTopics;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.wire.Catalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The mean size of the records that one business's messages cause on all topics. It counts the
 * records written after the meter was made.
 */
final class RecordSizeMeter implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;

    /**
     * @param kafka client settings of a user who may read every topic
     */
    RecordSizeMeter(Map<String, Object> kafka, BusinessId business) {
        this.consumer =
                new KafkaConsumer<>(
                        new HashMap<>(kafka),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                topics(business)
                        .flatMap(name -> consumer.partitionsFor(name).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** The requests, and every topic that a step is read from. */
    private static Stream<String> topics(BusinessId business) {
        return Stream.concat(
                Stream.of(TenantTopics.sendRequests(business, false)),
                Catalogue.get().topics().stream()
                        .filter(topic -> !topic.steps().isEmpty())
                        .map(
                                topic ->
                                        topic.isFamily()
                                                ? topic.of(business.value())
                                                : topic.name()));
    }

    /** Bytes of key and value. */
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
