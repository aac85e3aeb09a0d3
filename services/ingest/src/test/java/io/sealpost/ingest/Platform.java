package io.sealpost.ingest;

import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessCommand;
import io.sealpost.schemas.BusinessCommandKind;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.RegisterBusiness;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.RequestId;
import io.sealpost.testing.DeployJob;
import io.sealpost.testing.Records;
import io.sealpost.testing.TestBroker;
import io.sealpost.testing.TestRegistry;
import io.sealpost.testing.Wait;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What is around ingest: the operator, the tenants and whoever reads its topics. */
final class Platform {
    private static final DeployJob DEPLOY = new DeployJob("ingest");

    private static final TestBroker BROKER = TestBroker.shared();
    private static final SchemaRegistry REGISTRY =
            new SchemaRegistry(URI.create(TestRegistry.shared().url()));

    private static final Codec<SendRequest> REQUESTS = new Codec<>(REGISTRY, SendRequest.class);
    private static final Codec<BusinessCommand> COMMANDS =
            new Codec<>(REGISTRY, BusinessCommand.class);

    private Platform() {}

    /** What the deploy job does: schemas, and the topics that are no family. */
    static void deploy() {
        DEPLOY.run();
    }

    /** A tenant with its topics, registered, and known to ingest. */
    static void addBusiness(String business) {
        DEPLOY.addTenant(business);
        command(business, BusinessCommandKind.REGISTER);
        awaitVersion(business, 1);
    }

    static void command(String business, BusinessCommandKind kind) {
        RegisterBusiness details =
                RegisterBusiness.newBuilder().setAllowedModes(List.of(Mode.GATEWAY)).build();
        BusinessCommand command =
                BusinessCommand.newBuilder()
                        .setRequestId(newRequestId())
                        .setBusiness(business)
                        .setKind(kind)
                        .setRegister(kind == BusinessCommandKind.REGISTER ? details : null)
                        .build();
        BROKER.send(List.of(record("business-commands", business, COMMANDS.encode(command))));
    }

    static Business awaitVersion(String business, long version) {
        return awaitOne(
                "businesses",
                Business.class,
                state -> state.getBusiness().equals(business) && state.getVersion() == version);
    }

    static SendRequest.Builder request(String business) {
        return Samples.request(Instant.now(Clock.systemUTC())).setBusiness(business);
    }

    static UUID newRequestId() {
        return Ids.newRequestId(Instant.now(Clock.systemUTC()), RandomGenerator.getDefault())
                .value();
    }

    static ProducerRecord<byte[], byte[]> record(String topic, SendRequest request) {
        return record(topic, request.getRecipient(), REQUESTS.encode(request));
    }

    static ProducerRecord<byte[], byte[]> record(
            String topic, String key, byte @Nullable [] value) {
        return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
    }

    static List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) {
        return BROKER.send(records);
    }

    static UUID messageId(String business, SendRequest request) {
        return Ids.messageId(new BusinessId(business), new RequestId(request.getRequestId()))
                .value();
    }

    /** Every record of the topic that means this, now. */
    static <T extends SpecificRecord> List<ConsumerRecord<byte[], byte[]>> all(
            String topic, Class<T> type, Predicate<T> wanted) {
        Codec<T> codec = new Codec<>(REGISTRY, type);
        return Records.readAll(BROKER, topic).stream()
                .filter(record -> wanted.test(value(codec, record)))
                .toList();
    }

    /** Waits until there is such a record, and reads the first. */
    static <T extends SpecificRecord> T awaitOne(String topic, Class<T> type, Predicate<T> wanted) {
        return value(new Codec<>(REGISTRY, type), awaitRecord(topic, type, wanted));
    }

    static <T extends SpecificRecord> ConsumerRecord<byte[], byte[]> awaitRecord(
            String topic, Class<T> type, Predicate<T> wanted) {
        return awaitAll(topic, type, 1, wanted).getFirst();
    }

    /** Waits until there are that many. */
    static <T extends SpecificRecord> List<ConsumerRecord<byte[], byte[]>> awaitAll(
            String topic, Class<T> type, int count, Predicate<T> wanted) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        Wait.until(
                () -> {
                    found.clear();
                    found.addAll(all(topic, type, wanted));
                    return found.size() >= count;
                });
        return found;
    }

    /** How far the group has committed, over all partitions of the topic. */
    static long committed(String group, String topic) {
        try (var admin = BROKER.admin()) {
            return admin
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getKey().topic().equals(topic))
                    .filter(entry -> entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T extends SpecificRecord> T value(
            Codec<T> codec, ConsumerRecord<byte[], byte[]> record) {
        return codec.decode(record.value()) instanceof Value<T>(T value) ? value : fail(record);
    }

    private static <T> T fail(ConsumerRecord<byte[], byte[]> record) {
        throw new AssertionError("not decodable: " + record.topic() + "/" + record.offset());
    }
}
