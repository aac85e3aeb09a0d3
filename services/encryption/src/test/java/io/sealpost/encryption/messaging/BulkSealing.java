package io.sealpost.encryption.messaging;

import io.sealpost.encryption.sealing.BatchSealer;
import io.sealpost.encryption.store.SealingStore;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.MessageStep;
import io.sealpost.seal.id.Lane;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Makes sealing stations of the bulk lane that no hop uses, for tests to call. */
@Singleton
class BulkSealing {
    private final BatchSealer sealer;
    private final SealingStore store;
    private final NewestCheckpoint checkpoint;
    private final SchemaRegistry registry;

    @Inject
    BulkSealing(
            BatchSealer sealer,
            SealingStore store,
            NewestCheckpoint checkpoint,
            SchemaRegistry registry) {
        this.sealer = sealer;
        this.store = store;
        this.checkpoint = checkpoint;
        this.registry = registry;
    }

    SealingStation station(Uni<Void> businessesRead) {
        return new SealingStation(
                Lane.BULK,
                new SealingReader(new Codec<>(registry, ClearedMessage.class)),
                new SealingWriter(new Codec<>(registry, MessageStep.class)),
                sealer,
                store,
                checkpoint,
                businessesRead);
    }
}
