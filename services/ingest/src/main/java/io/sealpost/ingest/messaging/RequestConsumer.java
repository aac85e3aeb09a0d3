package io.sealpost.ingest.messaging;

import io.sealpost.hop.LaneConsumer;
import io.sealpost.hop.beans.Hops;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment.Strategy;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Consumes send-requests, a lane each; an offset moves when every outcome is acknowledged. */
@ApplicationScoped
class RequestConsumer {
    private final LaneConsumer urgent;
    private final LaneConsumer bulk;

    @Inject
    RequestConsumer(Hops hops, RequestStation station) {
        this.urgent = hops.urgent(station);
        this.bulk = hops.bulk(station, urgent);
    }

    @Incoming("send-requests-urgent")
    @Acknowledgment(Strategy.MANUAL)
    Uni<Void> urgent(Message<ConsumerRecords<String, byte[]>> polled) {
        return urgent.accept(polled.getPayload(), polled::ack);
    }

    @Incoming("send-requests")
    @Acknowledgment(Strategy.MANUAL)
    Uni<Void> bulk(Message<ConsumerRecords<String, byte[]>> polled) {
        return bulk.accept(polled.getPayload(), polled::ack);
    }
}
