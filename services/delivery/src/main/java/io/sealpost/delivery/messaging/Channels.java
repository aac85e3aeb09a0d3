package io.sealpost.delivery.messaging;

import io.sealpost.hop.DeadLetters;
import io.sealpost.hop.FactConsumer;
import io.sealpost.hop.LaneConsumer;
import io.sealpost.hop.Publisher;
import io.sealpost.hop.beans.Hops;
import io.sealpost.schemas.ConsentWithdrawal;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeviceList;
import io.sealpost.schemas.DeviceWake;
import io.sealpost.schemas.MessageStep;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment.Strategy;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Hands each poll to its hop or follower; the offset moves when the answer is there. */
@ApplicationScoped
class Channels {
    private final LaneConsumer urgent;
    private final LaneConsumer bulk;
    private final FactConsumer<ConsentWithdrawal, ?> withdrawals;
    private final FactConsumer<DeviceList, ?> devices;

    @Inject
    Channels(
            Hops hops,
            SchemaRegistry registry,
            Publisher publisher,
            DeadLetters deadLetters,
            Pool pool,
            PartitionEnds ends,
            InstantSource clock) {
        Codec<MessageStep> steps = new Codec<>(registry, MessageStep.class);
        StepReader reader = new StepReader(steps, clock);
        StepWriter writer =
                new StepWriter(
                        new Codec<>(registry, DeliveryEvent.class),
                        new Codec<>(registry, DeviceWake.class));
        this.urgent = hops.urgent(new StepStation("delivery.steps.urgent", reader, writer));
        this.bulk = hops.bulk(new StepStation("delivery.steps.bulk", reader, writer), urgent);
        Executor worker = Infrastructure.getDefaultWorkerPool();
        this.withdrawals =
                new FactConsumer<>(
                        new Codec<>(registry, ConsentWithdrawal.class),
                        new WithdrawalTable(pool, ends, new StepCommandWriter(steps)),
                        publisher,
                        deadLetters,
                        hops.watch("delivery.withdrawals"),
                        worker);
        this.devices =
                new FactConsumer<>(
                        new Codec<>(registry, DeviceList.class),
                        new DeviceTable(pool),
                        publisher,
                        deadLetters,
                        hops.watch("delivery.devices"),
                        worker);
    }

    @Incoming("steps-urgent")
    @Acknowledgment(Strategy.MANUAL)
    Uni<Void> urgent(Message<ConsumerRecords<String, byte[]>> polled) {
        return urgent.accept(polled.getPayload(), polled::ack);
    }

    @Incoming("steps-bulk")
    @Acknowledgment(Strategy.MANUAL)
    Uni<Void> bulk(Message<ConsumerRecords<String, byte[]>> polled) {
        return bulk.accept(polled.getPayload(), polled::ack);
    }

    @Incoming("consent-withdrawals")
    Uni<Void> withdrawals(ConsumerRecords<String, byte[]> batch) {
        return withdrawals.process(batch);
    }

    @Incoming("device-lists")
    Uni<Void> devices(ConsumerRecords<String, byte[]> batch) {
        return devices.process(batch);
    }
}
