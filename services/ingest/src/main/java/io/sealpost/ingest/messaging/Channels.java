package io.sealpost.ingest.messaging;

import io.sealpost.hop.Hop;
import io.sealpost.hop.beans.Hops;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hands each poll to its hop; the offset moves when the answer is there. */
@ApplicationScoped
class Channels {
    private final Hop<?, ?, ?> urgent;
    private final Hop<?, ?, ?> bulk;
    private final Hop<?, ?, ?> businesses;

    @Inject
    Channels(Hops hops, RequestStation requests, BusinessStation commands) {
        this.urgent = hops.of(requests);
        this.bulk = hops.of(requests);
        this.businesses = hops.of(commands);
    }

    @Incoming("send-requests-urgent")
    Uni<Void> urgent(ConsumerRecords<String, byte[]> batch) {
        return urgent.process(batch);
    }

    @Incoming("send-requests")
    Uni<Void> bulk(ConsumerRecords<String, byte[]> batch) {
        return bulk.process(batch);
    }

    @Incoming("business-commands")
    Uni<Void> businesses(ConsumerRecords<String, byte[]> batch) {
        return businesses.process(batch);
    }
}
