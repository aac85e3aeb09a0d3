package io.sealpost.bench;

import io.sealpost.embedded.Binaries;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Loads the bare relay: writes records to its first topic and counts them on its last. The relay
 * itself is {@link RelayProcess}, in a process of its own.
 */
final class Relay implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration RUN_TIMEOUT = Duration.ofMinutes(3);
    private static final int KEYS = 200;

    private final Map<String, Object> kafka;
    private final Process process;
    private final KafkaConsumer<String, byte[]> last;

    /**
     * Starts the relay's process.
     *
     * @param kafka client settings of a user who may create topics, and read and write these
     */
    Relay(Map<String, Object> kafka) throws IOException {
        this.kafka = kafka;
        createTopics();
        this.process = start();
        this.last =
                new KafkaConsumer<>(
                        new HashMap<>(kafka),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                last.partitionsFor(RelayProcess.topic(RelayProcess.HOPS)).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        last.assign(partitions);
        last.seekToEnd(partitions);
        partitions.forEach(last::position);
    }

    private Process start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Binaries.java(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                RelayProcess.class.getName())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(RelayProcess.environment(kafka));
        return builder.start();
    }

    long pid() {
        return process.pid();
    }

    /**
     * Sends records through all hops.
     *
     * @param size of each record, in bytes
     * @return the seconds until the last record has arrived
     */
    double run(int messages, int size) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("acks", "all");
        settings.put("linger.ms", 2);
        settings.put("batch.size", 128 * 1024);
        long start = System.nanoTime();
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            byte[] value = new byte[size];
            for (int number = 0; number < messages; number++) {
                var unused =
                        producer.send(
                                new ProducerRecord<>(
                                        RelayProcess.topic(0), "key-" + number % KEYS, value));
            }
            producer.flush();
            awaitArrived(messages, start);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private void awaitArrived(int messages, long start) {
        int arrived = 0;
        while (arrived < messages) {
            arrived += last.poll(POLL).count();
            if (System.nanoTime() - start > RUN_TIMEOUT.toNanos()) {
                throw new IllegalStateException(
                        "%d of %d records passed the relay within %d s"
                                .formatted(arrived, messages, RUN_TIMEOUT.toSeconds()));
            }
        }
    }

    /** With the partitions and settings of a topic of the pipeline. */
    private void createTopics() {
        Topic model = Catalogue.get().lanes("accepted-messages").bulk();
        List<NewTopic> topics = new ArrayList<>();
        for (int number = 0; number <= RelayProcess.HOPS; number++) {
            topics.add(
                    new NewTopic(RelayProcess.topic(number), model.partitions(), (short) 1)
                            .configs(model.settings()));
        }
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(topics).values().values().forEach(Relay::awaitCreated);
        }
    }

    /** The topics of an earlier run are used again. */
    private static void awaitCreated(KafkaFuture<Void> created) {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(
                        "the broker refused to create a topic of the relay", e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        }
    }

    @Override
    public void close() {
        last.close();
        process.destroy();
    }
}
