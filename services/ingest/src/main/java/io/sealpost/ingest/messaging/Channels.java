package io.sealpost.ingest.messaging;

import io.sealpost.hop.Hop;
import io.sealpost.hop.Intake;
import io.sealpost.hop.beans.Hops;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment.Strategy;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Hands each poll to its hop; the offset moves when the answer is there. */
@ApplicationScoped
class Channels {
    private final Intake urgent;
    private final Intake bulk;
    private final Hop<?, ?, ?> businesses;

    @Inject
    Channels(Hops hops, RequestStation requests, BusinessStation commands) {
        this.urgent = hops.urgent(requests);
        this.bulk = hops.bulk(requests, urgent);
        this.businesses = hops.of(commands);
    }

    @Incoming("send-requests-urgent")
    @Acknowledgment(Strategy.MANUAL)
    Uni<Void> urgent(Message<ConsumerRecords<String, byte[]>> polled) {
        return urgent.take(polled.getPayload(), polled::ack);
    }

    @Incoming("send-requests")
    @Acknowledgment(Strategy.MANUAL)
    Uni<Void> bulk(Message<ConsumerRecords<String, byte[]>> polled) {
        return bulk.take(polled.getPayload(), polled::ack);
    }

    @Incoming("business-commands")
    Uni<Void> businesses(ConsumerRecords<String, byte[]> batch) {
        return businesses.process(batch);
    }
}
