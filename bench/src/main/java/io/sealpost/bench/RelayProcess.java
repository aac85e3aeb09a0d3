package io.sealpost.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The bare relay: four hops that consume, produce and wait for the acknowledgement, which is what
 * Kafka alone costs. Partitions, acknowledgements and compression are those of the services' hops.
 * Client settings come as environment variables.
 */
public final class RelayProcess {
    /** There is one topic more than there are hops: {@code bench-relay.0} to {@code .4}. */
    static final int HOPS = 4;

    private static final String VARIABLE_PREFIX = "RELAY_";
    private static final Duration POLL = Duration.ofMillis(100);

    private RelayProcess() {}

    /** Runs until its standard input ends. */
    public static void main(String[] args) throws Exception {
        for (int hop = 0; hop < HOPS; hop++) {
            int from = hop;
            Thread.ofPlatform().daemon().name("hop-" + hop).start(() -> run(from));
        }
        while (System.in.read() >= 0) {
            continue;
        }
    }

    static String topic(int number) {
        return "bench-relay." + number;
    }

    /** The client settings as environment variables of the process. */
    static Map<String, String> environment(Map<String, Object> kafka) {
        Map<String, String> environment = new HashMap<>();
        kafka.forEach(
                (name, value) ->
                        environment.put(
                                VARIABLE_PREFIX + name.replace('.', '_'), value.toString()));
        return environment;
    }

    private static Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        System.getenv()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith(VARIABLE_PREFIX)) {
                                settings.put(
                                        name.substring(VARIABLE_PREFIX.length()).replace('_', '.'),
                                        value);
                            }
                        });
        return settings;
    }

    private static void run(int hop) {
        Map<String, Object> in = settings();
        in.put("group.id", "operator.bench-relay-" + hop);
        in.put("group.protocol", "consumer");
        in.put("auto.offset.reset", "earliest");
        in.put("enable.auto.commit", "false");
        in.put("max.poll.records", 500);
        Map<String, Object> out = settings();
        out.put("acks", "all");
        out.put("linger.ms", 0);
        out.put("batch.size", 256 * 1024);
        try (var consumer =
                        new KafkaConsumer<>(
                                in, new StringDeserializer(), new ByteArrayDeserializer());
                var producer =
                        new KafkaProducer<>(
                                out, new StringSerializer(), new ByteArraySerializer())) {
            consumer.subscribe(List.of(topic(hop)));
            while (true) {
                relay(consumer.poll(POLL), producer, topic(hop + 1));
                consumer.commitSync();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused a record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void relay(
            ConsumerRecords<String, byte[]> batch,
            KafkaProducer<String, byte[]> producer,
            String to)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(batch.count());
        for (ConsumerRecord<String, byte[]> record : batch) {
            sent.add(producer.send(new ProducerRecord<>(to, record.key(), record.value())));
        }
        for (Future<RecordMetadata> future : sent) {
            var unused = future.get();
        }
    }
}
