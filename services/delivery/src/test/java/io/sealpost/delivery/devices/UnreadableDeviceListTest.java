package io.sealpost.delivery.devices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.delivery.store.Devices;
import io.sealpost.hop.DeadLetters;
import io.sealpost.hop.FactConsumer;
import io.sealpost.hop.HopMetrics;
import io.sealpost.hop.Publisher;
import io.sealpost.schemas.Device;
import io.sealpost.schemas.DeviceList;
import io.sealpost.schemas.Signer;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.testing.DeployJob;
import io.sealpost.testing.SealpostParts;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A poll with a device list that cannot be read (docs/adr/0030). */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "delivery"))
class UnreadableDeviceListTest {
    private static final TopicPartition PARTITION = new TopicPartition("device-lists", 0);
    private static final String RECIPIENT = "r_aaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String OTHER = "r_" + "b".repeat(25) + "a";
    private static final String PHONE = DeviceId.of(new byte[16]).value();
    private static final String TABLET = DeviceId.of("another phone...".getBytes(UTF_8)).value();
    private static final byte[] GARBAGE = "no list".getBytes(UTF_8);

    @Inject Pool pool;
    @Inject SchemaRegistry registry;
    @Inject Publisher publisher;
    @Inject DeadLetters deadLetters;
    @Inject MeterRegistry meters;

    @BeforeEach
    void deploy() {
        new DeployJob("delivery").run();
    }

    @Test
    void itUnlistsItsRecipientsDevicesAndNoOthersUntilAListIsRead() {
        consume(List.of(list(RECIPIENT, 1, PHONE), list(OTHER, 1, TABLET)));
        assertThat(isListed(PHONE, RECIPIENT)).isTrue();

        consume(List.of(record(RECIPIENT, GARBAGE), record("nobody's", GARBAGE)));
        assertThat(isListed(PHONE, RECIPIENT)).as("it may be revoked").isFalse();
        assertThat(isListed(TABLET, OTHER)).isTrue();

        consume(List.of(list(RECIPIENT, 3, PHONE)));
        assertThat(isListed(PHONE, RECIPIENT)).as("the next list has it").isTrue();

        consume(List.of(record(RECIPIENT, GARBAGE), list(RECIPIENT, 3, PHONE)));
        assertThat(isListed(PHONE, RECIPIENT)).as("the last list of a poll has it").isTrue();

        consume(List.of(record(RECIPIENT, GARBAGE)));
        consume(List.of(list(RECIPIENT, 3, PHONE)));
        assertThat(isListed(PHONE, RECIPIENT)).as("the same list is read again").isTrue();

        consume(List.of(list(RECIPIENT, 4)));
        consume(List.of(list(RECIPIENT, 3, PHONE)));
        assertThat(isListed(PHONE, RECIPIENT)).as("revoked by version 4").isFalse();
    }

    private void consume(List<ConsumerRecord<String, byte[]>> lists) {
        var consumer =
                new FactConsumer<>(
                        new Codec<>(registry, DeviceList.class),
                        new DeviceListTable(pool),
                        publisher,
                        deadLetters,
                        new HopMetrics("lists", meters),
                        Infrastructure.getDefaultWorkerPool());
        var unused =
                consumer.process(new ConsumerRecords<>(Map.of(PARTITION, lists), Map.of()))
                        .await()
                        .atMost(Duration.ofSeconds(30));
    }

    private ConsumerRecord<String, byte[]> list(String recipient, long version, String... devices) {
        DeviceList list =
                DeviceList.newBuilder()
                        .setBusiness("acme")
                        .setRecipient(recipient)
                        .setVersion(version)
                        .setDevices(
                                Stream.of(devices).map(UnreadableDeviceListTest::device).toList())
                        .setRevoked(List.of())
                        .setIssuedAt(Instant.EPOCH)
                        .setSigner(Signer.GATEWAY_KEY)
                        .setSignature(ByteBuffer.allocate(64))
                        .build();
        return record(recipient, new Codec<>(registry, DeviceList.class).encode(list));
    }

    private static Device device(String device) {
        return Device.newBuilder()
                .setDevice(device)
                .setIdentityKey(
                        ByteBuffer.wrap(SigningKey.generate().verifyKey().bytes().toArray()))
                .setSuites(List.of(1))
                .build();
    }

    private static ConsumerRecord<String, byte[]> record(String recipient, byte[] value) {
        return new ConsumerRecord<>(PARTITION.topic(), 0, 0, "acme/" + recipient, value);
    }

    private boolean isListed(String device, String recipient) {
        return Devices.find(
                        pool,
                        new DeviceAddress(new BusinessId("acme"), new DeviceId(device)),
                        new RecipientId(recipient))
                .await()
                .indefinitely()
                .isPresent();
    }
}
