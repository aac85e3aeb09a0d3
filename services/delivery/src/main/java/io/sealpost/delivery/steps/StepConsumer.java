package io.sealpost.delivery.steps;

import io.sealpost.hop.LaneConsumer;
import io.sealpost.hop.beans.Hops;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeviceWake;
import io.sealpost.schemas.MessageStep;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment.Strategy;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Feeds the polls of both lanes to their hops. The offset moves when the broker has acknowledged
 * every outcome.
 */
@ApplicationScoped
class StepConsumer {
    private final LaneConsumer urgent;
    private final LaneConsumer bulk;

    @Inject
    StepConsumer(Hops hops, SchemaRegistry registry, InstantSource clock) {
        StepReader reader = new StepReader(new Codec<>(registry, MessageStep.class), clock);
        StepWriter writer =
                new StepWriter(
                        new Codec<>(registry, DeliveryEvent.class),
                        new Codec<>(registry, DeviceWake.class));
        this.urgent = hops.urgent(new StepStation("delivery.steps.urgent", reader, writer));
        this.bulk = hops.bulk(new StepStation("delivery.steps.bulk", reader, writer), urgent);
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
}
