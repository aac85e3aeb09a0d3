package io.sealpost.delivery;

import io.sealpost.schemas.Category;
import io.sealpost.schemas.Channel;
import io.sealpost.schemas.Clearance;
import io.sealpost.schemas.ConsentWithdrawal;
import io.sealpost.schemas.DeadLetter;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.Device;
import io.sealpost.schemas.DeviceList;
import io.sealpost.schemas.Envelope;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.Receipt;
import io.sealpost.schemas.Sealed;
import io.sealpost.schemas.Signer;
import io.sealpost.schemas.StageTimes;
import io.sealpost.schemas.StepKind;
import io.sealpost.schemas.WithdrawalKind;
import io.sealpost.schemas.Withdrawn;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.RequestId;
import io.sealpost.seal.socket.ReceiptKind;
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
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topics around delivery: the tests write as encryption and consent do, and read the events.
 */
final class TestTopics {
    private static final DeployJob DEPLOY = new DeployJob("delivery");

    static final BusinessId ACME = new BusinessId("acme");
    static final String PURPOSE = "order-updates";
    static final int ENVELOPE_SIZE = 1_648;

    private static final TestBroker BROKER = TestBroker.shared();
    private static final SchemaRegistry REGISTRY =
            new SchemaRegistry(URI.create(TestRegistry.shared().url()));
    private static final Codec<MessageStep> STEPS = new Codec<>(REGISTRY, MessageStep.class);
    private static final Codec<DeviceList> LISTS = new Codec<>(REGISTRY, DeviceList.class);
    private static final Codec<ConsentWithdrawal> WITHDRAWALS =
            new Codec<>(REGISTRY, ConsentWithdrawal.class);
    private static final Codec<DeliveryEvent> EVENTS = new Codec<>(REGISTRY, DeliveryEvent.class);
    private static final Codec<DeadLetter> DEAD = new Codec<>(REGISTRY, DeadLetter.class);
    private static final LaneTopics STEP_TOPICS = Catalogue.get().lanes("message-steps");
    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

    private static final ScheduledExecutorService HEARTBEATS =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("heartbeats").factory());
    private static volatile boolean consentIsRunning = true;
    private static boolean deployed;

    private TestTopics() {}

    /** Runs the deploy job and starts heartbeats of consent; once for all test classes. */
    static synchronized void deploy() {
        if (deployed) {
            return;
        }
        deployed = true;
        DEPLOY.run();
        DEPLOY.addTenant(ACME.value());
        var producer =
                new KafkaProducer<>(
                        BROKER.adminConfig(), new ByteArraySerializer(), new ByteArraySerializer());
        var unused =
                HEARTBEATS.scheduleWithFixedDelay(
                        () -> sendHeartbeats(producer), 0, 500, TimeUnit.MILLISECONDS);
    }

    private static void sendHeartbeats(KafkaProducer<byte[], byte[]> producer) {
        int partitions = Catalogue.get().named("consent-withdrawals").partitions();
        for (int partition = 0; consentIsRunning && partition < partitions; partition++) {
            var unused =
                    producer.send(
                            new ProducerRecord<>(
                                    "consent-withdrawals", partition, null, heartbeat()));
        }
    }

    private static byte[] heartbeat() {
        return WITHDRAWALS.encode(
                ConsentWithdrawal.newBuilder()
                        .setEventId(UUID.randomUUID())
                        .setKind(WithdrawalKind.HEARTBEAT)
                        .setAt(now())
                        .build());
    }

    static void consentIsRunning(boolean isRunning) {
        consentIsRunning = isRunning;
    }

    static Instant now() {
        return Instant.ofEpochMilli(Clock.systemUTC().millis());
    }

    static RecipientId newRecipient() {
        return RecipientId.of(bytes(16));
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Publishes the recipient's device list. */
    static void publishList(RecipientId recipient, long version, List<TestDevice> phones) {
        DeviceList list =
                DeviceList.newBuilder()
                        .setBusiness(ACME.value())
                        .setRecipient(recipient.value())
                        .setVersion(version)
                        .setDevices(phones.stream().map(TestTopics::device).toList())
                        .setRevoked(List.of())
                        .setIssuedAt(now())
                        .setSigner(Signer.GATEWAY_KEY)
                        .setSignature(ByteBuffer.wrap(bytes(64)))
                        .build();
        send("device-lists", ACME.value() + "/" + recipient.value(), LISTS.encode(list));
    }

    private static Device device(TestDevice phone) {
        return Device.newBuilder()
                .setDevice(phone.device().value())
                .setIdentityKey(ByteBuffer.wrap(phone.key().verifyKey().bytes().toArray()))
                .setSuites(List.of(1))
                .build();
    }

    /** A message that encryption sealed for these devices. */
    static Sealed.Builder sealed(RecipientId recipient, Lane lane, List<TestDevice> phones) {
        Instant now = now();
        RequestId request = Ids.newRequestId(now, RANDOM);
        MessageHeader header =
                MessageHeader.newBuilder()
                        .setMessageId(Ids.messageId(ACME, request).value())
                        .setRequestId(request.value())
                        .setRequestDigest(ByteBuffer.wrap(bytes(32)))
                        .setBusiness(ACME.value())
                        .setRecipient(recipient.value())
                        .setMode(Mode.GATEWAY)
                        .setLane(Enums.avro(lane))
                        .setPurpose(PURPOSE)
                        .setCategory(
                                lane == Lane.URGENT ? Category.AUTHENTICATION : Category.UTILITY)
                        .setChannel(Channel.SEALPOST)
                        .setContentType("text/plain; charset=utf-8")
                        .setSentAt(now)
                        .setExpiresAt(now.plus(Duration.ofHours(1)))
                        .build();
        return Sealed.newBuilder()
                .setHeader(header)
                .setStages(new StageTimes(now, now.plusMillis(1), now.plusMillis(2)))
                .setClearance(new Clearance(ByteBuffer.wrap(bytes(32)), 1L, now, null))
                .setEnvelopes(phones.stream().map(TestTopics::envelope).toList())
                .setDeviceListVersion(1)
                .setDeviceListHash(ByteBuffer.wrap(bytes(32)));
    }

    private static Envelope envelope(TestDevice phone) {
        return new Envelope(
                phone.device().value(),
                1,
                ByteBuffer.wrap(bytes(16)),
                ByteBuffer.wrap(bytes(ENVELOPE_SIZE)));
    }

    static ProducerRecord<byte[], byte[]> record(Sealed sealed) {
        MessageHeader header = sealed.getHeader();
        MessageStep step =
                MessageStep.newBuilder()
                        .setStepId(Ids.stepId(id(sealed), "SEALED", null))
                        .setKind(StepKind.SEALED)
                        .setAt(sealed.getStages().getSealedAt())
                        .setSealed(sealed)
                        .build();
        return record(
                topic(Enums.domain(header.getLane())), header.getRecipient(), STEPS.encode(step));
    }

    /** Publishes a RECEIPT step of a device, as a socket does. */
    static void publishReceipt(MessageId message, TestDevice phone, ReceiptKind kind) {
        MessageStep step =
                MessageStep.newBuilder()
                        .setStepId(receiptId(message, phone, kind))
                        .setKind(StepKind.RECEIPT)
                        .setAt(now())
                        .setReceipt(
                                new Receipt(
                                        message.value(),
                                        phone.device().value(),
                                        io.sealpost.schemas.ReceiptKind.valueOf(kind.name()),
                                        now(),
                                        now(),
                                        null))
                        .build();
        send(topic(Lane.BULK), phone.recipient().value(), STEPS.encode(step));
    }

    static UUID receiptId(MessageId message, TestDevice phone, ReceiptKind kind) {
        return Ids.stepId(message, "RECEIPT/" + kind, phone.device());
    }

    static MessageId id(Sealed sealed) {
        return new MessageId(sealed.getHeader().getMessageId());
    }

    static String topic(Lane lane) {
        return STEP_TOPICS.of(lane).name();
    }

    static MessageId send(Sealed.Builder sealed) {
        Sealed built = sealed.build();
        BROKER.send(List.of(record(built)));
        return id(built);
    }

    static void sendAll(List<ProducerRecord<byte[], byte[]>> records) {
        BROKER.send(records);
    }

    static void withdraw(RecipientId recipient, long version) {
        ConsentWithdrawal withdrawal =
                ConsentWithdrawal.newBuilder()
                        .setEventId(UUID.randomUUID())
                        .setKind(WithdrawalKind.WITHDRAWN)
                        .setAt(now())
                        .setWithdrawn(
                                new Withdrawn(
                                        ACME.value(),
                                        recipient.value(),
                                        PURPOSE,
                                        Channel.SEALPOST,
                                        version))
                        .build();
        send("consent-withdrawals", recipient.value(), WITHDRAWALS.encode(withdrawal));
    }

    static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
        return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static void send(String topic, String key, byte[] value) {
        BROKER.send(List.of(record(topic, key, value)));
    }

    /** The events of a message in order, each id once; repeats must be equal. */
    static List<DeliveryEvent> events(MessageId message) {
        Map<UUID, DeliveryEvent> distinct = new LinkedHashMap<>();
        for (DeliveryEvent event : allEvents()) {
            if (event.getMessageId().equals(message.value())) {
                DeliveryEvent before = distinct.putIfAbsent(event.getEventId(), event);
                if (before != null && !before.equals(event)) {
                    throw new AssertionError("one event id, two contents");
                }
            }
        }
        return List.copyOf(distinct.values());
    }

    /** Every event that was published so far. */
    static List<DeliveryEvent> allEvents() {
        return all("delivery-events.acme", EVENTS);
    }

    /** The kinds of the events, a terminal with {@code !}. Waits until there are that many. */
    static List<String> eventKinds(MessageId message, int atLeast) {
        Wait.until(() -> events(message).size() >= atLeast);
        return events(message).stream()
                .map(event -> event.getKind() + (event.getTerminal() ? "!" : ""))
                .toList();
    }

    /** The number of RECEIPT steps of this message on the lane. */
    static long receipts(MessageId message, Lane lane) {
        return all(topic(lane), STEPS).stream()
                .filter(step -> step.getReceipt() != null)
                .filter(step -> step.getReceipt().getMessageId().equals(message.value()))
                .count();
    }

    /** The number of EXPIRE steps of this message on the lane. */
    static long expires(MessageId message, Lane lane) {
        return all(topic(lane), STEPS).stream()
                .filter(step -> step.getExpire() != null)
                .filter(step -> step.getExpire().getMessageId().equals(message.value()))
                .count();
    }

    static List<DeadLetter> deadLetters() {
        return all("dead-letters.delivery", DEAD);
    }

    private static <T extends SpecificRecord> List<T> all(String topic, Codec<T> codec) {
        List<T> values = new ArrayList<>();
        for (var record : Records.readAll(BROKER, topic)) {
            if (codec.decode(record.value()) instanceof Value<T>(T value)) {
                values.add(value);
            }
        }
        return values;
    }
}
