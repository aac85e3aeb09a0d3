package io.sealpost.encryption.messaging;

import io.sealpost.encryption.domain.Directory;
import io.sealpost.encryption.domain.DirectoryCommand;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.keys.GatewayKeys;
import io.sealpost.encryption.sealing.BatchSealer;
import io.sealpost.encryption.store.BundleStore;
import io.sealpost.encryption.store.DirectoryChanges;
import io.sealpost.encryption.store.DirectoryStore;
import io.sealpost.hop.Hop;
import io.sealpost.hop.Intake;
import io.sealpost.hop.beans.Hops;
import io.sealpost.schemas.Lane;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment.Strategy;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** The service's consumers: one hop a lane, and one for the directory. */
@ApplicationScoped
class Channels {
    private final Intake urgent;
    private final Intake bulk;
    private final Hop<DirectoryCommand, RecipientRef, Directory> directory;

    @Inject
    Channels(
            Hops hops,
            BatchSealer sealer,
            BundleStore bundles,
            Checkpoints checkpoints,
            Businesses businesses,
            DirectoryStore store,
            DirectoryChanges changes,
            GatewayKeys keys,
            SchemaRegistry registry) {
        Uni<Void> read = businesses.read();
        urgent =
                hops.urgent(
                        new SealingStation(
                                Lane.URGENT, sealer, bundles, checkpoints, read, registry));
        bulk =
                hops.bulk(
                        new SealingStation(Lane.BULK, sealer, bundles, checkpoints, read, registry),
                        urgent);
        directory = hops.of(new DirectoryStation(store, changes, keys, businesses, registry));
    }

    @Incoming("cleared-urgent")
    @Acknowledgment(Strategy.MANUAL)
    Uni<Void> urgent(Message<ConsumerRecords<String, byte[]>> polled) {
        return urgent.take(polled.getPayload(), polled::ack);
    }

    @Incoming("cleared-bulk")
    @Acknowledgment(Strategy.MANUAL)
    Uni<Void> bulk(Message<ConsumerRecords<String, byte[]>> polled) {
        return bulk.take(polled.getPayload(), polled::ack);
    }

    @Incoming("device-commands")
    Uni<Void> directory(ConsumerRecords<String, byte[]> batch) {
        return directory.process(batch);
    }
}
