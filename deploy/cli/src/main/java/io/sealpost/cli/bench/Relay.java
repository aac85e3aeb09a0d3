package io.sealpost.cli.bench;

import io.sealpost.cli.local.Kafka;
import io.sealpost.cli.local.Platform;
import io.sealpost.embedded.Binaries;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The bare relay: loads the first topic and counts on the last. */
final class Relay implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int KEYS = 200;

    private final Map<String, Object> kafka;
    private final Process process;
    private final KafkaConsumer<String, byte[]> last;

    Relay(Platform platform) throws IOException {
        this.kafka = platform.broker().adminConfig();
        createTopics(platform);
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
        this.process = builder.start();
        this.last =
                new KafkaConsumer<>(
                        new HashMap<>(kafka),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        last.partitionsFor(RelayProcess.topic(RelayProcess.HOPS))
                .forEach(
                        info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        last.assign(partitions);
        last.seekToEnd(partitions);
        partitions.forEach(last::position);
    }

    long pid() {
        return process.pid();
    }

    /**
     * Sends so many records of that size through all four hops; seconds until the last has arrived.
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
            count(messages, start);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private void count(int messages, long start) {
        int arrived = 0;
        while (arrived < messages) {
            arrived += last.poll(POLL).count();
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        arrived + " of " + messages + " came through the relay");
            }
        }
    }

    private static void createTopics(Platform platform) {
        Topic like = Catalogue.get().named("accepted-messages.bulk");
        Map<String, Topic> topics = new LinkedHashMap<>();
        for (int number = 0; number <= RelayProcess.HOPS; number++) {
            topics.put(RelayProcess.topic(number), like);
        }
        try (Kafka admin = new Kafka(platform.broker())) {
            admin.createTopics(topics);
        }
    }

    @Override
    public void close() {
        last.close();
        process.destroy();
    }
}
