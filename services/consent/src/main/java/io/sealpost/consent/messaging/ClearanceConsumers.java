package io.sealpost.consent.messaging;

import io.sealpost.hop.Hop;
import io.sealpost.hop.beans.Hops;
import io.sealpost.wire.Registry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Feeds the gate, each lane by itself: a code never waits behind a campaign. */
@ApplicationScoped
class ClearanceConsumers {
    private final Hop<ClearanceInput, ?, ?> urgent;
    private final Hop<ClearanceInput, ?, ?> bulk;

    @Inject
    ClearanceConsumers(Hops hops, Registry registry) {
        ClearanceStation station = new ClearanceStation(registry);
        this.urgent = hops.of(station);
        this.bulk = hops.of(station);
    }

    @Incoming("accepted-urgent")
    Uni<Void> urgent(ConsumerRecords<String, byte[]> batch) {
        return urgent.process(batch);
    }

    @Incoming("accepted-bulk")
    Uni<Void> bulk(ConsumerRecords<String, byte[]> batch) {
        return bulk.process(batch);
    }
}
