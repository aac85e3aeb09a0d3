package io.sealpost.consent.messaging;

import io.sealpost.hop.LaneConsumer;
import io.sealpost.hop.beans.Hops;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment.Strategy;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Consumes accepted messages, each lane with a hop of its own. */
@ApplicationScoped
class ClearanceConsumer {
    private final LaneConsumer urgent;
    private final LaneConsumer bulk;

    @Inject
    ClearanceConsumer(Hops hops, SchemaRegistry registry) {
        ClearanceStation station =
                new ClearanceStation(registry, () -> hops.isStalled(LedgerStation.NAME));
        this.urgent = hops.urgent(station);
        this.bulk = hops.bulk(station, urgent);
    }

    @Incoming("accepted-urgent")
    @Acknowledgment(Strategy.MANUAL)
    Uni<Void> urgent(Message<ConsumerRecords<String, byte[]>> polled) {
        return urgent.accept(polled.getPayload(), polled::ack);
    }

    @Incoming("accepted-bulk")
    @Acknowledgment(Strategy.MANUAL)
    Uni<Void> bulk(Message<ConsumerRecords<String, byte[]>> polled) {
        return bulk.accept(polled.getPayload(), polled::ack);
    }
}
