package io.sealpost.hop;

import io.sealpost.schemas.DeadLetter;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes dead letters: where an unusable record is and why; never its content. */
public final class DeadLetters {
    private final String service;
    private final String topic;
    private final Codec<DeadLetter> codec;

    /** The dead letters of one service, on {@code dead-letters.<service>}. */
    public DeadLetters(String service, SchemaRegistry registry) {
        this(service, Catalogue.get().named("dead-letters." + service).name(), registry);
    }

    DeadLetters(String service, String topic, SchemaRegistry registry) {
        this.service = service;
        this.topic = topic;
        this.codec = new Codec<>(registry, DeadLetter.class);
    }

    ProducerRecord<String, byte[]> of(Batch.Poison poison) {
        return of(poison.record(), poison.reason());
    }

    /** The dead letter of a record. */
    public ProducerRecord<String, byte[]> of(
            ConsumerRecord<String, byte[]> record, DeadLetterReason reason) {
        DeadLetter letter =
                DeadLetter.newBuilder()
                        .setService(service)
                        .setTopic(record.topic())
                        .setPartition(record.partition())
                        .setOffset(record.offset())
                        .setLength(Math.max(0, record.serializedValueSize()))
                        .setReason(reason)
                        .setRecordTime(Instant.ofEpochMilli(record.timestamp()))
                        .build();
        String position = record.topic() + "/" + record.partition() + "/" + record.offset();
        return new ProducerRecord<>(topic, position, codec.encode(letter));
    }
}
