package io.sealpost.encryption.messaging;

import io.sealpost.encryption.sealing.BatchSealer;
import io.sealpost.encryption.store.SealingStore;
import io.sealpost.hop.LaneConsumer;
import io.sealpost.hop.beans.Hops;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.MessageStep;
import io.sealpost.seal.id.Lane;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment.Strategy;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Consumes {@code cleared-messages}: one station and one hop for each lane. */
@ApplicationScoped
class SealingConsumer {
    private final LaneConsumer urgent;
    private final LaneConsumer bulk;

    @Inject
    SealingConsumer(
            Hops hops,
            BatchSealer sealer,
            SealingStore store,
            NewestCheckpoint checkpoint,
            BusinessesTopic businesses,
            SchemaRegistry registry) {
        SealingReader reader = new SealingReader(new Codec<>(registry, ClearedMessage.class));
        SealingWriter writer = new SealingWriter(new Codec<>(registry, MessageStep.class));
        Uni<Void> read = businesses.read();
        urgent =
                hops.urgent(
                        new SealingStation(
                                Lane.URGENT, reader, writer, sealer, store, checkpoint, read));
        bulk =
                hops.bulk(
                        new SealingStation(
                                Lane.BULK, reader, writer, sealer, store, checkpoint, read),
                        urgent);
    }

    @Incoming("cleared-urgent")
    @Acknowledgment(Strategy.MANUAL)
    Uni<Void> urgent(Message<ConsumerRecords<String, byte[]>> polled) {
        return urgent.accept(polled.getPayload(), polled::ack);
    }

    @Incoming("cleared-bulk")
    @Acknowledgment(Strategy.MANUAL)
    Uni<Void> bulk(Message<ConsumerRecords<String, byte[]>> polled) {
        return bulk.accept(polled.getPayload(), polled::ack);
    }
}
