package io.sealpost.delivery.withdrawals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.delivery.steps.StepCommandWriter;
import io.sealpost.hop.DeadLetters;
import io.sealpost.hop.FactConsumer;
import io.sealpost.hop.HopMetrics;
import io.sealpost.hop.Publisher;
import io.sealpost.schemas.Channel;
import io.sealpost.schemas.ConsentWithdrawal;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.WithdrawalKind;
import io.sealpost.schemas.Withdrawn;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A poll with a withdrawal that cannot be read (docs/adr/0016). */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "delivery"))
class UnreadableWithdrawalTest {
    private static final TopicPartition PARTITION = new TopicPartition("consent-withdrawals", 0);
    private static final String RECIPIENT = "r_aaaaaaaaaaaaaaaaaaaaaaaaaa";

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
    void nothingOfThePollIsHandledUntilTheWithdrawalCanBeRead() {
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
        AtomicBoolean done = new AtomicBoolean();

        Cancellable running =
                consumer.process(polled("no withdrawal".getBytes(UTF_8), withdrawal()))
                        .subscribe()
                        .with(_ -> done.set(true));

        Wait.until(() -> failures() >= 3 || done.get());
        running.cancel();
        assertThat(done).isFalse();
        assertThat(metrics.trouble()).isEqualTo("UnreadableWithdrawal");
        assertThat(stored()).isZero();
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
