package io.sealpost.cli.demo;

import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import java.net.URI;
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

/** A stock Kafka consumer on {@code delivery-events.<business>}, from where it is when made. */
public final class EventReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Codec<DeliveryEvent> codec;

    /** With a tenant's settings. */
    public EventReader(Map<String, Object> kafka, URI registry, String business) {
        Map<String, Object> settings = new HashMap<>(kafka);
        // Who counts is in no hurry.
        settings.put("fetch.min.bytes", 256 * 1024);
        settings.put("fetch.max.wait.ms", (int) POLL.toMillis());
        this.consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.codec = new Codec<>(new SchemaRegistry(registry), DeliveryEvent.class);
        String topic = "delivery-events." + business;
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** What has come since; repeats included. Waits a tenth of a second where nothing has. */
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
