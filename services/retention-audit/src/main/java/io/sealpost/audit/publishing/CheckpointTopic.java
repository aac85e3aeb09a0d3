package io.sealpost.audit.publishing;

import io.sealpost.audit.AuditConfig;
import io.sealpost.hop.Groupless;
import io.sealpost.hop.Publisher;
import io.sealpost.schemas.LogCheckpoint;
import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.SignedNote;
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
 * The topic {@code checkpoints}: what the world was told of the log. It is read again at each
 * beginning, because it remembers what a store and its files, restored together, have forgotten.
 */
@ApplicationScoped
class CheckpointTopic {
    private static final Duration TELLING = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final TopicPartition TOPIC = new TopicPartition("checkpoints", 0);

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

    /** Tells it; returns when the broker has acknowledged it. */
    void tell(Checkpoint checkpoint, SignedNote note) {
        publisher.publish(List.of(record(checkpoint, note))).await().atMost(TELLING);
    }

    /**
     * The last note that was told under this log's origin.
     *
     * @throws org.apache.kafka.common.KafkaException when the broker does not answer
     */
    Optional<byte[]> last() {
        try (Consumer<String, byte[]> consumer = Groupless.consumer(kafka)) {
            consumer.assign(List.of(TOPIC));
            return last(consumer);
        }
    }

    /** Backwards in steps that double: the last record is nearly always the one. */
    private Optional<byte[]> last(Consumer<String, byte[]> consumer) {
        consumer.seekToBeginning(List.of(TOPIC));
        long beginning = consumer.position(TOPIC, PATIENCE);
        consumer.seekToEnd(List.of(TOPIC));
        long end = consumer.position(TOPIC, PATIENCE);
        Optional<byte[]> last = Optional.empty();
        for (long step = 1, to = end; last.isEmpty() && to > beginning; step *= 2) {
            long from = Math.max(beginning, to - step);
            last = last(consumer, from, to);
            to = from;
        }
        return last;
    }

    private Optional<byte[]> last(Consumer<String, byte[]> consumer, long from, long to) {
        consumer.seek(TOPIC, from);
        Optional<byte[]> last = Optional.empty();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(TOPIC) < to) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("checkpoints could not be read");
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (origin.equals(record.key())) {
                    last = Optional.of(note(record));
                }
            }
        }
        return last;
    }

    /** A record that cannot be read is a note of no bytes: nothing that can be opened. */
    private byte[] note(ConsumerRecord<String, byte[]> record) {
        return codec.decode(record.value()) instanceof Value<LogCheckpoint>(LogCheckpoint told)
                ? told.getNote().getBytes(StandardCharsets.UTF_8)
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
        return new ProducerRecord<>(TOPIC.topic(), checkpoint.origin(), codec.encode(record));
    }
}
