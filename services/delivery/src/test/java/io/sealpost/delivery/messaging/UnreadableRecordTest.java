package io.sealpost.delivery.messaging;

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
import io.sealpost.schemas.Channel;
import io.sealpost.schemas.ConsentWithdrawal;
import io.sealpost.schemas.Device;
import io.sealpost.schemas.DeviceList;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Signer;
import io.sealpost.schemas.WithdrawalKind;
import io.sealpost.schemas.Withdrawn;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.testing.DeployJob;
import io.sealpost.testing.SealpostParts;
import io.sealpost.testing.Wait;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A poll with a record that cannot be read. */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "delivery"))
class UnreadableRecordTest {
    private static final TopicPartition PARTITION = new TopicPartition("consent-withdrawals", 0);
    private static final String RECIPIENT = "r_aaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String OTHER = "r_" + "b".repeat(25) + "a";
    private static final String PHONE = DeviceId.of(new byte[16]).value();
    private static final String TABLET = DeviceId.of("another phone...".getBytes(UTF_8)).value();

    @Inject Pool pool;
    @Inject PartitionEnds ends;
    @Inject SchemaRegistry registry;
    @Inject Publisher publisher;
    @Inject DeadLetters deadLetters;
    @Inject MeterRegistry meters;

    @BeforeEach
    void deploy() {
        new DeployJob("delivery").run();
    }

    @Test
    void nothingGoesOnWithoutAWithdrawalThatCannotBeRead() {
        HopMetrics metrics = new HopMetrics("unreadable", meters);
        var consumer =
                new FactConsumer<>(
                        codec(),
                        new WithdrawalTable(
                                pool,
                                ends,
                                new StepCommandWriter(new Codec<>(registry, MessageStep.class))),
                        publisher,
                        deadLetters,
                        metrics,
                        Infrastructure.getDefaultWorkerPool());
        AtomicBoolean passed = new AtomicBoolean();

        Cancellable running =
                consumer.process(polled("no withdrawal".getBytes(UTF_8), withdrawal()))
                        .subscribe()
                        .with(done -> passed.set(true));

        Wait.until(() -> failures() >= 3 || passed.get());
        running.cancel();
        assertThat(passed).isFalse();
        assertThat(metrics.trouble()).isEqualTo("UnreadableWithdrawal");
        assertThat(stored()).isZero();
    }

    @Test
    void aDeviceListThatCannotBeReadPutsItsRecipientsDevicesOutAndNobodyElses() {
        var codec = new Codec<>(registry, DeviceList.class);
        byte[] garbage = "no list".getBytes(UTF_8);

        consume(List.of(list(codec, RECIPIENT, 1, PHONE), list(codec, OTHER, 1, TABLET)));
        assertThat(isListed(PHONE, RECIPIENT)).isTrue();

        consume(List.of(record(RECIPIENT, garbage), record("nobody's", garbage)));
        assertThat(isListed(PHONE, RECIPIENT)).as("it may have been revoked").isFalse();
        assertThat(isListed(TABLET, OTHER)).isTrue();

        consume(List.of(list(codec, RECIPIENT, 3, PHONE)));
        assertThat(isListed(PHONE, RECIPIENT)).as("the next list says so").isTrue();

        consume(List.of(record(RECIPIENT, garbage), list(codec, RECIPIENT, 3, PHONE)));
        assertThat(isListed(PHONE, RECIPIENT)).as("the last of one poll").isTrue();

        consume(List.of(record(RECIPIENT, garbage)));
        consume(List.of(list(codec, RECIPIENT, 3, PHONE)));
        assertThat(isListed(PHONE, RECIPIENT)).as("read again after a restart").isTrue();

        consume(List.of(list(codec, RECIPIENT, 4)));
        consume(List.of(list(codec, RECIPIENT, 3, PHONE)));
        assertThat(isListed(PHONE, RECIPIENT)).as("revoked by 4, whatever 3 said").isFalse();
    }

    private void consume(List<ConsumerRecord<String, byte[]>> lists) {
        var consumer =
                new FactConsumer<>(
                        new Codec<>(registry, DeviceList.class),
                        new DeviceTable(pool),
                        publisher,
                        deadLetters,
                        new HopMetrics("lists", meters),
                        Infrastructure.getDefaultWorkerPool());
        var partition = new TopicPartition("device-lists", 0);
        var unused =
                consumer.process(new ConsumerRecords<>(Map.of(partition, lists), Map.of()))
                        .await()
                        .atMost(Duration.ofSeconds(30));
    }

    private static ConsumerRecord<String, byte[]> list(
            Codec<DeviceList> codec, String recipient, long version, String... devices) {
        return record(
                recipient,
                codec.encode(
                        DeviceList.newBuilder()
                                .setBusiness("acme")
                                .setRecipient(recipient)
                                .setVersion(version)
                                .setDevices(
                                        Stream.of(devices)
                                                .map(UnreadableRecordTest::device)
                                                .toList())
                                .setRevoked(List.of())
                                .setIssuedAt(Instant.EPOCH)
                                .setSigner(Signer.GATEWAY_KEY)
                                .setSignature(ByteBuffer.allocate(64))
                                .build()));
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
        return new ConsumerRecord<>("device-lists", 0, 0, "acme/" + recipient, value);
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

    private double failures() {
        return meters.counter("sealpost.hop.failures", "station", "unreadable").count();
    }

    private long stored() {
        return pool.preparedQuery("select count(*) from withdrawal where recipient = $1")
                .execute(Tuple.of(RECIPIENT))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    private Codec<ConsentWithdrawal> codec() {
        return new Codec<>(registry, ConsentWithdrawal.class);
    }

    private byte[] withdrawal() {
        return codec().encode(
                        ConsentWithdrawal.newBuilder()
                                .setEventId(UUID.randomUUID())
                                .setKind(WithdrawalKind.WITHDRAWN)
                                .setAt(Instant.EPOCH)
                                .setWithdrawn(
                                        new Withdrawn(
                                                "acme", RECIPIENT, "offers", Channel.SEALPOST, 1L))
                                .build());
    }

    private static ConsumerRecords<String, byte[]> polled(byte[]... values) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (byte[] value : values) {
            records.add(
                    new ConsumerRecord<>(PARTITION.topic(), 0, records.size(), RECIPIENT, value));
        }
        return new ConsumerRecords<>(Map.of(PARTITION, records), Map.of());
    }
}
