package io.sealpost.ingest.messaging;

import io.sealpost.hop.Hop;
import io.sealpost.hop.beans.Hops;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes operators' commands about businesses. */
@ApplicationScoped
class BusinessConsumer {
    private final Hop<?, ?, ?, ?> hop;

    @Inject
    BusinessConsumer(Hops hops, BusinessStation station) {
        this.hop = hops.of(station);
    }

    @Incoming("business-commands")
    Uni<Void> consume(ConsumerRecords<String, byte[]> polled) {
        return hop.process(polled);
    }
}
