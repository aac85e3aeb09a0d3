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
import java.util.ArrayList;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
 * gateway key is published. Runs in the cluster (register-business.yaml), where the brokers are
 * reached. Registering again changes nothing but the producer key, where one is given.
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
     * {@code BUSINESS [PRODUCER-KEY]}, the Ed25519 key in hex. Where the broker and the registry
     * are comes by the environment, as a service is told it.
     */
    public static void main(String[] args) throws InterruptedException {
        StrimziManifests.requireTenant(Catalogue.get(), args[0]);
        Optional<ByteBuffer> producerKey =
                args.length > 1 ? Optional.of(producerKey(args[1])) : Optional.empty();
        new Registration(args[0], System.getenv()).run(producerKey);
        System.out.println(args[0] + " is registered");
    }

    private void run(Optional<ByteBuffer> producerKey) throws InterruptedException {
        RegisterBusiness details = details(newest("businesses", Business.class), producerKey);
        send(details);
        await(
                "businesses",
                Business.class,
                told ->
                        told.getStatus() == BusinessStatus.ACTIVE
                                && Objects.equals(told.getProducerKey(), details.getProducerKey()));
        await("business-records", BusinessRecord.class, told -> true);
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

    private void send(RegisterBusiness details) throws InterruptedException {
        BusinessCommand command =
                BusinessCommand.newBuilder()
                        .setRequestId(Ids.newRequestId(Instant.now(), new SecureRandom()).value())
                        .setBusiness(business)
                        .setKind(BusinessCommandKind.REGISTER)
                        .setRegister(details)
                        .build();
        byte[] bytes = new Codec<>(registry, BusinessCommand.class).encode(command);
        try (var producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            var unused =
                    producer.send(new ProducerRecord<>("business-commands", business, bytes)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused the command", e.getCause());
        }
    }

    private <T extends SpecificRecord> void await(String topic, Class<T> type, Predicate<T> wanted)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (newest(topic, type).filter(wanted).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("nothing came on " + topic + " for " + business);
            }
            Thread.sleep(POLL);
        }
    }

    /** What a compacted topic of one partition tells of the business now. */
    private <T extends SpecificRecord> Optional<T> newest(String topic, Class<T> type) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<ConsumerRecord<String, byte[]>> told = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(
                        client, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(POLL).records(partition).stream()
                        .filter(record -> business.equals(record.key()))
                        .forEach(told::add);
            }
        }
        return told.isEmpty()
                ? Optional.empty()
                : value(new Codec<>(registry, type), told.getLast().value());
    }

    private static <T extends SpecificRecord> Optional<T> value(Codec<T> codec, byte[] bytes) {
        return codec.decode(bytes) instanceof Value<T>(T value)
                ? Optional.of(value)
                : Optional.empty();
    }
}
