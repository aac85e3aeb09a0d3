package io.sealpost.delivery.devices;

import io.sealpost.hop.DeadLetters;
import io.sealpost.hop.FactConsumer;
import io.sealpost.hop.Publisher;
import io.sealpost.hop.beans.Hops;
import io.sealpost.schemas.DeviceList;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Stores device lists; the offset moves when they are stored. */
@ApplicationScoped
class DeviceListConsumer {
    private final FactConsumer<DeviceList, ?> lists;

    @Inject
    DeviceListConsumer(
            Hops hops,
            SchemaRegistry registry,
            Publisher publisher,
            DeadLetters deadLetters,
            Pool pool) {
        this.lists =
                new FactConsumer<>(
                        new Codec<>(registry, DeviceList.class),
                        new DeviceListTable(pool),
                        publisher,
                        deadLetters,
                        hops.watch("delivery.devices"),
                        Infrastructure.getDefaultWorkerPool());
    }

    @Incoming("device-lists")
    Uni<Void> lists(ConsumerRecords<String, byte[]> polled) {
        return lists.process(polled);
    }
}
