package io.sealpost.bench;

import io.sealpost.client.producer.Connection;
import io.sealpost.client.producer.TenantTopics;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the delivery events of one business with Kafka's own consumer, starting at the end of the
 * topic. Unlike the SDK's reader it returns repeated events, too. Not thread-safe.
 */
public final class DeliveryEventReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MIN_FETCH_BYTES = 256 * 1024;

    private final KafkaConsumer<String, byte[]> consumer;
    private final Codec<DeliveryEvent> codec;

    /**
     * @param connection the business's
     */
    public DeliveryEventReader(Connection connection, BusinessId business) {
        Map<String, Object> settings = new HashMap<>(connection.kafkaSettings());
        // Large fetches cost the measured broker less CPU.
        settings.put("fetch.min.bytes", MIN_FETCH_BYTES);
        settings.put("fetch.max.wait.ms", (int) POLL.toMillis());
        this.consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.codec = new Codec<>(connection.schemaRegistry(), DeliveryEvent.class);
        String topic = TenantTopics.deliveryEvents(business);
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** The events since the last call; waits up to 100 ms where there are none. */
    public List<DeliveryEvent> poll() {
        List<DeliveryEvent> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            if (codec.decode(record.value()) instanceof Value<DeliveryEvent>(DeliveryEvent event)) {
                events.add(event);
            }
        }
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
