package io.sealpost.encryption.messaging;

import io.sealpost.encryption.domain.Directory;
import io.sealpost.encryption.domain.DirectoryCommand;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.keys.GatewayKeys;
import io.sealpost.encryption.messaging.SealingStation.None;
import io.sealpost.encryption.sealing.BatchSealer;
import io.sealpost.encryption.store.BundleStore;
import io.sealpost.encryption.store.DirectoryChanges;
import io.sealpost.encryption.store.DirectoryStore;
import io.sealpost.hop.Hop;
import io.sealpost.hop.beans.Hops;
import io.sealpost.schemas.Lane;
import io.sealpost.wire.Registry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The service's consumers: one hop a lane, and one for the directory. */
@ApplicationScoped
class Channels {
    private final Hop<ToSeal, None, None> urgent;
    private final Hop<ToSeal, None, None> bulk;
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
            Registry registry) {
        Uni<Void> read = businesses.read();
        urgent =
                hops.of(
                        new SealingStation(
                                Lane.URGENT, sealer, bundles, checkpoints, read, registry));
        bulk = hops.of(new SealingStation(Lane.BULK, sealer, bundles, checkpoints, read, registry));
        directory = hops.of(new DirectoryStation(store, changes, keys, registry));
    }

    @Incoming("cleared-urgent")
    Uni<Void> urgent(ConsumerRecords<String, byte[]> batch) {
        return urgent.process(batch);
    }

    @Incoming("cleared-bulk")
    Uni<Void> bulk(ConsumerRecords<String, byte[]> batch) {
        return bulk.process(batch);
    }

    @Incoming("device-commands")
    Uni<Void> directory(ConsumerRecords<String, byte[]> batch) {
        return directory.process(batch);
    }
}
