package io.sealpost.audit.publishing;

import io.sealpost.audit.AuditConfig;
import io.sealpost.hop.AssignedConsumers;
import io.sealpost.hop.Publisher;
import io.sealpost.schemas.LogCheckpoint;
import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.SignedNote;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The topic {@code checkpoints}: every published checkpoint of the log. It is read at each start,
 * because a database and its files that are restored together from a backup do not have the newest
 * one. Only the end of the topic is read: until compaction it has a record for every second.
 * Blocking.
 */
@ApplicationScoped
class CheckpointTopic {
    private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
    private static final TopicPartition PARTITION =
            new TopicPartition(Catalogue.get().named("checkpoints").name(), 0);

    private final Map<String, Object> kafka;
    private final Publisher publisher;
    private final Codec<LogCheckpoint> codec;
    private final InstantSource clock;
    private final String origin;

    @Inject
    CheckpointTopic(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Publisher publisher,
            SchemaRegistry registry,
            AuditConfig config,
            InstantSource clock) {
        this.kafka = kafka;
        this.publisher = publisher;
        this.codec = new Codec<>(registry, LogCheckpoint.class);
        this.clock = clock;
        this.origin = config.origin();
    }

    /** Returns when the broker has acknowledged the checkpoint. */
    void publish(Checkpoint checkpoint, SignedNote note) {
        publisher.publish(List.of(record(checkpoint, note))).await().atMost(PUBLISH_TIMEOUT);
    }

    /**
     * The last note that was published under this log's origin.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    Optional<byte[]> last() {
        try (Consumer<String, byte[]> consumer = AssignedConsumers.consumer(kafka)) {
            consumer.assign(List.of(PARTITION));
            return last(consumer);
        }
    }

    /** Reads backwards in steps that double: usually the last record is of this origin. */
    private Optional<byte[]> last(Consumer<String, byte[]> consumer) {
        consumer.seekToBeginning(List.of(PARTITION));
        long beginning = consumer.position(PARTITION, READ_TIMEOUT);
        consumer.seekToEnd(List.of(PARTITION));
        long end = consumer.position(PARTITION, READ_TIMEOUT);
        Optional<byte[]> last = Optional.empty();
        for (long step = 1, to = end; last.isEmpty() && to > beginning; step *= 2) {
            long from = Math.max(beginning, to - step);
            last = last(consumer, from, to);
            to = from;
        }
        return last;
    }

    private Optional<byte[]> last(Consumer<String, byte[]> consumer, long from, long to) {
        consumer.seek(PARTITION, from);
        Optional<byte[]> last = Optional.empty();
        long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
        while (consumer.position(PARTITION) < to) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the topic checkpoints could not be read in time");
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                if (origin.equals(record.key())) {
                    last = Optional.of(note(record));
                }
            }
        }
        return last;
    }

    /** A record that cannot be decoded is an empty note, which no key verifies. */
    private byte[] note(ConsumerRecord<String, byte[]> record) {
        return codec.decode(record.value())
                        instanceof Value<LogCheckpoint>(LogCheckpoint checkpoint)
                ? checkpoint.getNote().getBytes(StandardCharsets.UTF_8)
                : new byte[0];
    }

    private ProducerRecord<String, byte[]> record(Checkpoint checkpoint, SignedNote note) {
        LogCheckpoint record =
                LogCheckpoint.newBuilder()
                        .setOrigin(checkpoint.origin())
                        .setSize(checkpoint.size())
                        .setRoot(ByteBuffer.wrap(checkpoint.root().bytes()))
                        .setNote(new String(note.encode(), StandardCharsets.UTF_8))
                        .setAt(clock.instant())
                        .build();
        return new ProducerRecord<>(PARTITION.topic(), checkpoint.origin(), codec.encode(record));
    }
}
