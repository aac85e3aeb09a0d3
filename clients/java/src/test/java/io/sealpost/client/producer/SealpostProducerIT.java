package io.sealpost.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.client.producer.SendError.BrokerRefused;
import io.sealpost.client.producer.SendError.NoEpoch;
import io.sealpost.client.producer.SendError.TimedOut;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.schemas.ConsentEventKind;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.GatewayEpoch;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.EvidenceMethod;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.XWingPrivateKey;
import io.sealpost.testing.Records;
import io.sealpost.testing.TestBroker;
import io.sealpost.testing.TestRegistry;
import io.sealpost.testing.Wait;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.SchemaRegistry;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The producer with a real broker and a real registry; its records are read with plain consumers.
 */
class SealpostProducerIT {
    private static final BusinessId ACME = new BusinessId("acme");
    private static final Purpose ORDERS = new Purpose("orders");
    private static final TestBroker BROKER = TestBroker.shared();
    private static final URI REGISTRY_ADDRESS = URI.create(TestRegistry.shared().url());
    private static final SchemaRegistry REGISTRY = new SchemaRegistry(REGISTRY_ADDRESS);
    private static final Connection CONNECTION =
            Connection.ofKafkaSettings(BROKER.adminConfig(), REGISTRY_ADDRESS);

    @BeforeAll
    static void deploy() {
        Stream.of(
                        "send-requests.<business>",
                        "send-requests-urgent.<business>",
                        "consent-commands.<business>",
                        "consent-events.<business>",
                        "delivery-events.<business>")
                .map(name -> Catalogue.get().named(name))
                .forEach(topic -> BROKER.createTopic(topic.of("acme"), topic.partitions()));
        BROKER.createTopic("gateway-epochs", 1, Map.of("cleanup.policy", "compact"));
        Stream.of(
                        SendRequest.class,
                        GatewayEpoch.class,
                        ConsentCommand.class,
                        ConsentEvent.class,
                        DeliveryEvent.class)
                .forEach(
                        type -> {
                            int unused =
                                    REGISTRY.register(
                                            SpecificData.getForClass(type).getSchema(type));
                        });
        publishEpoch("older", Duration.ofMinutes(20));
        publishEpoch("newest", Duration.ofMinutes(50));
        publishEpoch("ended", Duration.ofMinutes(-1));
    }

    @Test
    void aMessageIsKeyedByItsRecipientAndSealedToTheNewestEpoch() {
        try (SealpostProducer producer = producer()) {
            SendResult result = producer.send(message(Category.UTILITY).build()).join();
            SendRequest request = requestAt(result);

            assertThat(result.topic()).isEqualTo("send-requests.acme");
            assertThat(request.getGateway().getEpoch()).isEqualTo("newest");
            assertThat(Ids.messageId(ACME, result.requestId())).isEqualTo(result.messageId());
            assertThat(request.getRequestId()).isEqualTo(result.requestId().value());
        }
    }

    @Test
    void anUrgentCodeIsSentOnTheUrgentTopic() {
        try (SealpostProducer producer = producer()) {
            SendResult result =
                    producer.send(message(Category.AUTHENTICATION).urgent().build()).join();

            assertThat(result.topic()).isEqualTo("send-requests-urgent.acme");
        }
    }

    @Test
    void urgentAndBulkHaveSeparateProducersAndOnlyBulkLingers() throws JMException {
        Connection named = CONNECTION.with("client.id", "lanes");
        try (SealpostProducer producer = SealpostProducer.builder(named, ACME).build()) {
            producer.send(message(Category.UTILITY).build()).join();
            producer.send(message(Category.AUTHENTICATION).urgent().build()).join();

            assertThat(
                            metric(
                                    "producer-topic-metrics",
                                    "lanes-bulk,topic=send-requests.acme",
                                    "record-send-total"))
                    .isOne();
            assertThat(
                            metric(
                                    "producer-topic-metrics",
                                    "lanes-urgent,topic=send-requests-urgent.acme",
                                    "record-send-total"))
                    .isOne();
            assertThat(metric("producer-metrics", "lanes-bulk", "record-queue-time-max"))
                    .as("ms that bulk waited, of 50")
                    .isGreaterThan(40);
        }
    }

    /** A metric of Kafka's producer. */
    private static double metric(String type, String client, String name) throws JMException {
        ObjectName bean = new ObjectName("kafka.producer:type=" + type + ",client-id=" + client);
        return (double) ManagementFactory.getPlatformMBeanServer().getAttribute(bean, name);
    }

    @Test
    void sendingForABusinessWithoutTopicsFailsWithTheBrokersError() {
        Connection shortTimeout = CONNECTION.with("max.block.ms", 500);
        try (SealpostProducer producer =
                SealpostProducer.builder(shortTimeout, new BusinessId("unknown")).build()) {
            assertThatThrownBy(() -> producer.send(message(Category.UTILITY).build()).join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            SendFailed.class,
                            failed ->
                                    assertThat(failed.error())
                                            .isInstanceOfAny(TimedOut.class, BrokerRefused.class)
                                            .isNotInstanceOf(NoEpoch.class));
        }
    }

    @Test
    void manyGrantsAreAwaitedWithOneConsumer() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (SealpostProducer producer = producer()) {
            CompletableFuture<Void> ledger = CompletableFuture.runAsync(() -> answerAll(done));
            List<ConsentCommand> grants =
                    Stream.generate(() -> producer.consents().grant(someone(), ORDERS, proof()))
                            .limit(50)
                            .toList();
            Map<UUID, List<ConsentEvent>> answers =
                    producer.consents().sendAndAwait(grants, Duration.ofSeconds(30));
            done.set(true);
            ledger.join();

            assertThat(answers)
                    .containsOnlyKeys(grants.stream().map(ConsentCommand::getRequestId).toList());
            assertThat(answers.values())
                    .allSatisfy(
                            events ->
                                    assertThat(events.getFirst().getKind())
                                            .isEqualTo(ConsentEventKind.GRANTED));
        }
    }

    @Test
    void anUnansweredCommandIsMissingFromTheAnswers() {
        try (SealpostProducer producer = producer()) {
            ConsentCommand block = producer.consents().block(someone());

            assertThat(producer.consents().sendAndAwait(List.of(block), Duration.ofMillis(300)))
                    .isEmpty();
        }
    }

    @Test
    void aRepeatedDeliveryEventIsReturnedOnce() {
        DeliveryEvent event = event();
        byte[] bytes = new Codec<>(REGISTRY, DeliveryEvent.class).encode(event);
        send("delivery-events.acme", "r", bytes);
        send("delivery-events.acme", "r", bytes);
        try (SealpostProducer producer = producer();
                DeliveryEvents events = producer.deliveryEvents()) {
            List<DeliveryEvent> read = new ArrayList<>();
            Wait.until(
                    () -> {
                        read.addAll(events.next());
                        return !read.isEmpty();
                    });
            read.addAll(events.next());

            assertThat(read).containsExactly(event);
        }
    }

    /** Answers as the consent ledger does, with a plain consumer and producer. */
    private static void answerAll(AtomicBoolean done) {
        Codec<ConsentCommand> commands = new Codec<>(REGISTRY, ConsentCommand.class);
        Codec<ConsentEvent> events = new Codec<>(REGISTRY, ConsentEvent.class);
        Set<UUID> answered = new HashSet<>();
        while (!done.get()) {
            for (var record : Records.readAll(BROKER, "consent-commands.acme")) {
                ConsentCommand command = value(commands, record);
                if (command.getGrant() != null && answered.add(command.getRequestId())) {
                    send("consent-events.acme", "r", events.encode(granted(command)));
                }
            }
        }
    }

    private static ConsentEvent granted(ConsentCommand command) {
        return ConsentEvent.newBuilder()
                .setEventId(UUID.randomUUID())
                .setCommandId(Ids.commandId(ACME, command.getRequestId()))
                .setRequestId(command.getRequestId())
                .setBusiness("acme")
                .setRecipient(command.getGrant().getRecipient())
                .setKind(ConsentEventKind.GRANTED)
                .setVersion(1)
                .setAt(Instant.ofEpochMilli(1))
                .build();
    }

    private static DeliveryEvent event() {
        return DeliveryEvent.newBuilder()
                .setEventId(UUID.randomUUID())
                .setMessageId(UUID.randomUUID())
                .setRequestId(UUID.randomUUID())
                .setBusiness("acme")
                .setKind(DeliveryEventKind.DELIVERED)
                .setAt(Instant.ofEpochMilli(1))
                .setMode(Mode.GATEWAY)
                .setLane(Lane.BULK)
                .setTerminal(true)
                .build();
    }

    private static void publishEpoch(String id, Duration open) {
        Instant until = Instant.ofEpochMilli(System.currentTimeMillis() + open.toMillis());
        GatewayEpoch epoch =
                GatewayEpoch.newBuilder()
                        .setId(id)
                        .setSuite(1)
                        .setPublicKey(
                                ByteBuffer.wrap(
                                        XWingPrivateKey.generate().publicKey().bytes().toArray()))
                        .setSealUntil(until)
                        .setDestroyAt(until.plus(Duration.ofHours(48)))
                        .setVersion(1)
                        .build();
        send("gateway-epochs", id, new Codec<>(REGISTRY, GatewayEpoch.class).encode(epoch));
    }

    private static SendRequest requestAt(SendResult result) {
        ConsumerRecord<byte[], byte[]> record =
                Records.readAll(BROKER, result.topic()).stream()
                        .filter(read -> read.partition() == result.partition())
                        .filter(read -> read.offset() == result.offset())
                        .findFirst()
                        .orElseThrow();
        SendRequest request = value(new Codec<>(REGISTRY, SendRequest.class), record);
        assertThat(new String(record.key(), StandardCharsets.UTF_8))
                .isEqualTo(request.getRecipient());
        return request;
    }

    private static <T extends SpecificRecord> T value(
            Codec<T> codec, ConsumerRecord<byte[], byte[]> record) {
        if (codec.decode(record.value()) instanceof Decoded.Value<T>(T value)) {
            return value;
        }
        throw new AssertionError("not decodable");
    }

    private static void send(String topic, String key, byte[] value) {
        var unused =
                BROKER.send(
                        List.of(
                                new ProducerRecord<>(
                                        topic, key.getBytes(StandardCharsets.UTF_8), value)));
    }

    private static SealpostProducer producer() {
        return SealpostProducer.builder(CONNECTION, ACME).build();
    }

    private static OutgoingMessage.Builder message(Category category) {
        return OutgoingMessage.to(
                someone(), ORDERS, category, "hello".getBytes(StandardCharsets.UTF_8));
    }

    private static GrantProof proof() {
        return GrantProof.of(EvidenceMethod.WEB_FORM, Instant.now(), Sha256.of(new byte[] {1}));
    }

    private static RecipientId someone() {
        byte[] bits = new byte[16];
        RandomGenerator.getDefault().nextBytes(bits);
        return RecipientId.of(bits);
    }
}
