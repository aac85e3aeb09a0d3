package io.sealpost.encryption;

import io.sealpost.encryption.domain.EnrolDevice;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessRecord;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.Device;
import io.sealpost.schemas.DeviceCommand;
import io.sealpost.schemas.DeviceCommandKind;
import io.sealpost.schemas.DeviceList;
import io.sealpost.schemas.Enrol;
import io.sealpost.schemas.IssueTicket;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.Prekey;
import io.sealpost.schemas.PrekeyKind;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Secret;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.testing.Records;
import io.sealpost.testing.TestBroker;
import io.sealpost.testing.Wait;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What surrounds encryption: businesses, devices, and the readers of its topics. */
@Singleton
public class Scene {
    private static final TestBroker BROKER = TestBroker.shared();

    private final SchemaRegistry registry;
    private final MovableClock clock;

    @Inject
    Scene(SchemaRegistry registry, MovableClock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** A new business, once encryption has a key for it. */
    public BusinessId business() {
        BusinessId business = new BusinessId("b" + Long.toString(System.nanoTime(), 36));
        publishAgain(business);
        return business;
    }

    /** Publishes version 1 once more, as at a restart. */
    public void publishAgain(BusinessId business) {
        publish(business, 1, null);
    }

    /** Sends a version of a business and waits until encryption has read it. */
    public void publish(BusinessId business, long version, @Nullable VerifyKey producer) {
        int before = records(business).size();
        send(business, version, producer);
        Wait.until(() -> records(business).size() > before);
    }

    /** Sends a version of a business, or of one that encryption does not know yet. */
    public void send(BusinessId business, long version, @Nullable VerifyKey producer) {
        Business record =
                Business.newBuilder()
                        .setBusiness(business.value())
                        .setVersion(version)
                        .setStatus(BusinessStatus.ACTIVE)
                        .setAllowedModes(List.of(Mode.GATEWAY))
                        .setProducerKey(producer == null ? null : buffer(producer.bytes()))
                        .setChangedAt(clock.instant())
                        .build();
        send("businesses", business.value(), encode(Business.class, record));
    }

    public List<BusinessRecord> records(BusinessId business) {
        return all(
                "business-records",
                BusinessRecord.class,
                record -> record.getBusiness().equals(business.value()));
    }

    public VerifyKey gatewayKey(BusinessId business) {
        return VerifyKey.of(array(records(business).getFirst().getGatewayKeys().getFirst()));
    }

    public static RecipientRef recipientOf(BusinessId business) {
        return new RecipientRef(business, RecipientId.of(Secret.random(16).reveal()));
    }

    /** A device of this recipient, once it is on the published list. */
    public Phone enrolled(RecipientRef owner) {
        Phone phone = Phone.of(owner);
        UUID unused = sendEnrolment(phone);
        Wait.until(() -> isListed(phone));
        return phone;
    }

    /** Sends the commands that issue a ticket and redeem it; returns the id of the second. */
    public UUID sendEnrolment(Phone phone) {
        issue(phone, clock.instant().plus(Duration.ofHours(1)));
        return command(
                phone.owner(), DeviceCommandKind.ENROL, command -> command.setEnrol(enrol(phone)));
    }

    public boolean isListed(Phone phone) {
        String device = phone.device().id().value();
        return lists(phone.owner()).stream()
                .flatMap(list -> list.getDevices().stream())
                .anyMatch(listed -> listed.getDevice().equals(device));
    }

    public List<DeviceList> lists(RecipientRef owner) {
        return all(
                "device-lists",
                DeviceList.class,
                list -> list.getRecipient().equals(owner.recipient().value()));
    }

    public UUID issue(Phone phone, Instant expiresAt) {
        IssueTicket issue =
                IssueTicket.newBuilder()
                        .setTicket(phone.ticket().id().value())
                        .setRecipient(phone.owner().recipient().value())
                        .setExpiresAt(expiresAt)
                        .setRedeemHash(buffer(phone.ticket().redeemHash().bytes()))
                        .build();
        return command(
                phone.owner(),
                DeviceCommandKind.ISSUE_TICKET,
                command -> command.setIssueTicket(issue));
    }

    public Enrol enrol(Phone phone) {
        EnrolDevice claim = phone.enrol(phone.lastResort(clock.instant()));
        return Enrol.newBuilder()
                .setTicket(phone.ticket().id().value())
                .setRedeem(ByteBuffer.wrap(phone.ticket().redeem().reveal()))
                .setRecipient(phone.owner().recipient().value())
                .setDevice(
                        Device.newBuilder()
                                .setDevice(phone.device().id().value())
                                .setIdentityKey(buffer(phone.device().identityKey().bytes()))
                                .setSuites(phone.device().suites())
                                .build())
                .setMac(buffer(claim.mac()))
                .setPrekeys(claim.prekeys().stream().map(Scene::prekey).toList())
                .build();
    }

    private UUID command(
            RecipientRef owner,
            DeviceCommandKind kind,
            UnaryOperator<DeviceCommand.Builder> details) {
        UUID id = newId();
        DeviceCommand.Builder command =
                DeviceCommand.newBuilder()
                        .setCommandId(id)
                        .setBusiness(owner.business().value())
                        .setKind(kind);
        send(
                "device-commands",
                owner.key(),
                encode(DeviceCommand.class, details.apply(command).build()));
        return id;
    }

    public UUID newId() {
        Instant now = clock.instant();
        return Ids.newRequestId(now, RandomGenerator.getDefault()).value();
    }

    public void send(String topic, String key, byte[]... values) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        var unused =
                BROKER.send(
                        Stream.of(values)
                                .map(value -> new ProducerRecord<>(topic, name, value))
                                .toList());
    }

    public <T extends SpecificRecord> byte[] encode(Class<T> type, T record) {
        return new Codec<>(registry, type).encode(record);
    }

    public <T extends SpecificRecord> List<T> all(
            String topic, Class<T> type, Predicate<T> wanted) {
        return raw(topic, type, wanted).stream()
                .map(record -> value(new Codec<>(registry, type), record))
                .toList();
    }

    /** The records of those values, with their bytes. */
    public <T extends SpecificRecord> List<ConsumerRecord<byte[], byte[]>> raw(
            String topic, Class<T> type, Predicate<T> wanted) {
        Codec<T> codec = new Codec<>(registry, type);
        return Records.readAll(BROKER, topic).stream()
                .filter(record -> record.value() != null)
                .filter(record -> wanted.test(value(codec, record)))
                .toList();
    }

    private static <T extends SpecificRecord> T value(
            Codec<T> codec, ConsumerRecord<byte[], byte[]> record) {
        return value(codec.decode(record.value()));
    }

    /** What was decoded; an error for anything else. */
    public static <T> T value(Decoded<T> decoded) {
        if (decoded instanceof Value<T>(T value)) {
            return value;
        }
        throw new AssertionError("a record cannot be decoded");
    }

    private static Prekey prekey(SignedPrekey signed) {
        return Prekey.newBuilder()
                .setKind(PrekeyKind.valueOf(signed.prekey().kind().name()))
                .setSuite(signed.prekey().suite().code())
                .setKeyId(buffer(signed.prekey().keyId().bytes()))
                .setNotAfter(signed.prekey().notAfter())
                .setPublicKey(buffer(signed.prekey().publicKey().bytes()))
                .setSignature(buffer(signed.signature()))
                .build();
    }

    public static ByteBuffer buffer(Bytes bytes) {
        return ByteBuffer.wrap(bytes.toArray());
    }

    public static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
