package io.sealpost.k8s;

import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessCommand;
import io.sealpost.schemas.BusinessCommandKind;
import io.sealpost.schemas.BusinessRecord;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.RegisterBusiness;
import io.sealpost.seal.id.Ids;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.Registry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Registers a business with ingest, as the broker's user {@code operator}, and returns when its
 * gateway key is published; or suspends or resumes it. Runs in the cluster
 * (register-business.yaml), where the brokers are reached. Registering again changes nothing but
 * the producer key, where one is given.
 */
public final class Registration {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int KEY_BYTES = 32;
    private static final String SETTING = "KAFKA_";

    private final String business;
    private final Map<String, Object> client;
    private final Registry registry;

    private Registration(String business, Map<String, String> environment) {
        this.business = business;
        this.client = client(environment);
        String url = environment.get("SEALPOST_REGISTRY_URL");
        this.registry = new Registry(URI.create(Objects.requireNonNull(url)));
    }

    /**
     * {@code BUSINESS [PRODUCER-KEY | suspend | resume]}, the Ed25519 key in hex. Where the broker
     * and the registry are comes by the environment, as a service is told it.
     */
    public static void main(String[] args) throws InterruptedException {
        StrimziManifests.requireTenant(Catalogue.get(), args[0]);
        Business now =
                new Registration(args[0], System.getenv()).run(args.length > 1 ? args[1] : "");
        System.out.println(args[0] + " is registered and " + now.getStatus());
    }

    private Business run(String asked) throws InterruptedException {
        Optional<Business> before = newest("businesses", Business.class);
        BusinessCommand command = command(business, before, asked);
        send(command);
        Business now = await("businesses", Business.class, told -> isDone(command, told));
        var unused = await("business-records", BusinessRecord.class, told -> true);
        return now;
    }

    /**
     * What ingest is told.
     *
     * @param asked {@code suspend}, {@code resume}, a producer key in hex, or nothing
     */
    static BusinessCommand command(String business, Optional<Business> known, String asked) {
        BusinessCommand.Builder command =
                BusinessCommand.newBuilder()
                        .setRequestId(Ids.newRequestId(Instant.now(), new SecureRandom()).value())
                        .setBusiness(business);
        if (asked.equals("suspend") || asked.equals("resume")) {
            if (known.isEmpty()) {
                throw new IllegalArgumentException("not registered: " + business);
            }
            return command.setKind(
                            asked.equals("suspend")
                                    ? BusinessCommandKind.SUSPEND
                                    : BusinessCommandKind.RESUME)
                    .build();
        }
        Optional<ByteBuffer> producerKey =
                asked.isEmpty() ? Optional.empty() : Optional.of(producerKey(asked));
        return command.setKind(BusinessCommandKind.REGISTER)
                .setRegister(details(known, producerKey))
                .build();
    }

    /** Registering leaves a suspended business suspended. */
    static boolean isDone(BusinessCommand command, Business newest) {
        return switch (command.getKind()) {
            case SUSPEND -> newest.getStatus() == BusinessStatus.SUSPENDED;
            case RESUME -> newest.getStatus() == BusinessStatus.ACTIVE;
            case REGISTER ->
                    Objects.equals(newest.getProducerKey(), command.getRegister().getProducerKey());
            case UNKNOWN -> false;
        };
    }

    /** A registration replaces all the details: what is not said again would be gone. */
    static RegisterBusiness details(Optional<Business> known, Optional<ByteBuffer> producerKey) {
        return new RegisterBusiness(
                known.map(Business::getAllowedModes).orElse(List.of(Mode.GATEWAY)),
                known.map(Business::getBusinessKey).orElse(null),
                producerKey.or(() -> known.map(Business::getProducerKey)).orElse(null));
    }

    static ByteBuffer producerKey(String hex) {
        byte[] key = HexFormat.of().parseHex(hex);
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a producer key has 64 hex digits");
        }
        return ByteBuffer.wrap(key);
    }

    /** {@code KAFKA_SASL_MECHANISM} is {@code sasl.mechanism}, and so on. */
    static Map<String, Object> client(Map<String, String> environment) {
        Map<String, Object> settings = new HashMap<>();
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith(SETTING)) {
                        String setting = name.substring(SETTING.length()).replace('_', '.');
                        settings.put(setting.toLowerCase(Locale.ROOT), value);
                    }
                });
        return settings;
    }

    private void send(BusinessCommand command) throws InterruptedException {
        byte[] bytes = new Codec<>(registry, BusinessCommand.class).encode(command);
        try (var producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            var unused =
                    producer.send(new ProducerRecord<>("business-commands", business, bytes)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused the command", e.getCause());
        }
    }

    private <T extends SpecificRecord> T await(String topic, Class<T> type, Predicate<T> wanted)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<T> told = newest(topic, type).filter(wanted);
            if (told.isPresent()) {
                return told.get();
            }
            requireTime(deadline, topic);
            Thread.sleep(POLL);
        }
    }

    /** What a compacted topic of one partition tells of the business now. */
    private <T extends SpecificRecord> Optional<T> newest(String topic, Class<T> type) {
        TopicPartition partition = new TopicPartition(topic, 0);
        Optional<byte[]> told = Optional.empty();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var consumer =
                new KafkaConsumer<>(
                        client, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                requireTime(deadline, topic);
                for (var record : consumer.poll(POLL).records(partition)) {
                    if (business.equals(record.key())) {
                        told = Optional.of(record.value());
                    }
                }
            }
        }
        return told.flatMap(bytes -> value(new Codec<>(registry, type), bytes));
    }

    private void requireTime(long deadline, String topic) {
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException("nothing came on " + topic + " for " + business);
        }
    }

    private static <T extends SpecificRecord> Optional<T> value(Codec<T> codec, byte[] bytes) {
        return codec.decode(bytes) instanceof Value<T>(T value)
                ? Optional.of(value)
                : Optional.empty();
    }
}
