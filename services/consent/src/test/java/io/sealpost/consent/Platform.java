package io.sealpost.consent;

import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.Block;
import io.sealpost.schemas.Category;
import io.sealpost.schemas.Channel;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.ConsentCommandKind;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.schemas.Evidence;
import io.sealpost.schemas.EvidenceMethod;
import io.sealpost.schemas.GatewayContent;
import io.sealpost.schemas.Grant;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.StageTimes;
import io.sealpost.schemas.Withdraw;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.RequestId;
import io.sealpost.testing.DeployJob;
import io.sealpost.testing.Records;
import io.sealpost.testing.TestBroker;
import io.sealpost.testing.TestRegistry;
import io.sealpost.testing.Wait;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.Enums;
import io.sealpost.wire.LaneTopics;
import io.sealpost.wire.SchemaRegistry;
import io.sealpost.wire.Topic;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The surroundings of consent: tenants and ingest as writers, and readers of its topics. */
final class Platform {
    private static final LaneTopics ACCEPTED = Catalogue.get().lanes("accepted-messages");
    private static final DeployJob DEPLOY = new DeployJob("consent");

    static final TestBroker BROKER = TestBroker.shared();
    private static final SchemaRegistry REGISTRY =
            new SchemaRegistry(URI.create(TestRegistry.shared().url()));
    private static final Codec<ConsentCommand> COMMANDS =
            new Codec<>(REGISTRY, ConsentCommand.class);
    private static final Codec<AcceptedMessage> MESSAGES =
            new Codec<>(REGISTRY, AcceptedMessage.class);

    private Platform() {}

    /** Registers the schemas, and creates the topics that exist once. */
    static void deploy() {
        DEPLOY.run();
    }

    static void addBusiness(String business) {
        DEPLOY.addTenant(business);
    }

    static String newRecipient() {
        byte[] bits = new byte[16];
        ThreadLocalRandom.current().nextBytes(bits);
        return RecipientId.of(bits).value();
    }

    static ConsentCommand grant(String business, String recipient, String purpose) {
        Evidence evidence =
                Evidence.newBuilder()
                        .setMethod(EvidenceMethod.WEB_FORM)
                        .setCollectedAt(now())
                        .setWordingSha256(ByteBuffer.wrap(new byte[32]))
                        .setReference("signup:1")
                        .build();
        Grant grant =
                Grant.newBuilder()
                        .setRecipient(recipient)
                        .setPurpose(purpose)
                        .setChannel(Channel.SEALPOST)
                        .setEvidence(evidence)
                        .build();
        return command(business, ConsentCommandKind.GRANT).setGrant(grant).build();
    }

    /**
     * @param purpose null for every one
     */
    static ConsentCommand withdraw(String business, String recipient, @Nullable String purpose) {
        Withdraw withdraw =
                Withdraw.newBuilder().setRecipient(recipient).setPurpose(purpose).build();
        return command(business, ConsentCommandKind.WITHDRAW).setWithdraw(withdraw).build();
    }

    static ConsentCommand block(String business, String recipient, ConsentCommandKind kind) {
        return command(business, kind)
                .setBlock(Block.newBuilder().setRecipient(recipient).build())
                .build();
    }

    private static ConsentCommand.Builder command(String business, ConsentCommandKind kind) {
        return ConsentCommand.newBuilder()
                .setRequestId(newRequestId())
                .setBusiness(business)
                .setKind(kind);
    }

    static AcceptedMessage message(String business, String recipient, String purpose, Lane lane) {
        UUID request = newRequestId();
        Instant sentAt = Ids.sentAt(request);
        MessageHeader header =
                MessageHeader.newBuilder()
                        .setMessageId(
                                Ids.messageId(new BusinessId(business), new RequestId(request))
                                        .value())
                        .setRequestId(request)
                        .setRequestDigest(ByteBuffer.wrap(new byte[32]))
                        .setBusiness(business)
                        .setRecipient(recipient)
                        .setMode(Mode.GATEWAY)
                        .setLane(lane)
                        .setPurpose(purpose)
                        .setCategory(Category.UTILITY)
                        .setChannel(Channel.SEALPOST)
                        .setContentType("text/plain")
                        .setSentAt(sentAt)
                        .setExpiresAt(sentAt.plusSeconds(600))
                        .build();
        GatewayContent content =
                GatewayContent.newBuilder()
                        .setSuite(1)
                        .setEpoch("e1")
                        .setSessionEnvelope(ByteBuffer.wrap(new byte[16]))
                        .setNonce(ByteBuffer.wrap(new byte[12]))
                        .setCiphertext(ByteBuffer.wrap(new byte[272]))
                        .build();
        return AcceptedMessage.newBuilder()
                .setHeader(header)
                .setStages(StageTimes.newBuilder().setIngestedAt(now()).build())
                .setGateway(content)
                .build();
    }

    static ProducerRecord<byte[], byte[]> record(String business, ConsentCommand command) {
        return record("consent-commands." + business, COMMANDS.encode(command));
    }

    static ProducerRecord<byte[], byte[]> record(AcceptedMessage message) {
        Topic topic = ACCEPTED.of(Enums.domain(message.getHeader().getLane()));
        return record(topic.name(), MESSAGES.encode(message));
    }

    /** All records have one key, so that they stay in order. */
    static ProducerRecord<byte[], byte[]> record(String topic, byte[] value) {
        return new ProducerRecord<>(topic, "key".getBytes(StandardCharsets.UTF_8), value);
    }

    static void send(List<ProducerRecord<byte[], byte[]>> records) {
        BROKER.send(records);
    }

    /** Sends a command and waits for its last event. */
    static ConsentEvent apply(String business, ConsentCommand command) {
        send(List.of(record(business, command)));
        return awaitAll(
                        "consent-events." + business,
                        ConsentEvent.class,
                        event -> event.getRequestId().equals(command.getRequestId()),
                        1)
                .getLast();
    }

    static UUID newRequestId() {
        return Ids.newRequestId(now(), RandomGenerator.getDefault()).value();
    }

    static Instant now() {
        return Instant.now(Clock.systemUTC());
    }

    /** The records of the topic that match, at this moment. */
    static <T extends SpecificRecord> List<ConsumerRecord<byte[], byte[]>> raw(
            String topic, Class<T> type, Predicate<T> wanted) {
        Codec<T> codec = new Codec<>(REGISTRY, type);
        return Records.readAll(BROKER, topic).stream()
                .filter(record -> wanted.test(value(codec, record)))
                .toList();
    }

    /** Waits until at least {@code count} records match, and returns all that do. */
    static <T extends SpecificRecord> List<T> awaitAll(
            String topic, Class<T> type, Predicate<T> wanted, int count) {
        Wait.until(() -> raw(topic, type, wanted).size() >= count);
        Codec<T> codec = new Codec<>(REGISTRY, type);
        return raw(topic, type, wanted).stream().map(record -> value(codec, record)).toList();
    }

    private static <T extends SpecificRecord> T value(
            Codec<T> codec, ConsumerRecord<byte[], byte[]> record) {
        if (codec.decode(record.value()) instanceof Value<T>(T value)) {
            return value;
        }
        throw new AssertionError("not decodable: " + record.topic() + "/" + record.offset());
    }
}
