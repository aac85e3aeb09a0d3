package io.sealpost.delivery.withdrawals;

import io.sealpost.delivery.steps.StepCommandWriter;
import io.sealpost.hop.DeadLetters;
import io.sealpost.hop.FactConsumer;
import io.sealpost.hop.Publisher;
import io.sealpost.hop.beans.Hops;
import io.sealpost.schemas.ConsentWithdrawal;
import io.sealpost.schemas.MessageStep;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Stores withdrawals; the offset moves when their RECALL steps are acknowledged. */
@ApplicationScoped
class WithdrawalConsumer {
    private final FactConsumer<ConsentWithdrawal, ?> withdrawals;

    @Inject
    WithdrawalConsumer(
            Hops hops,
            SchemaRegistry registry,
            Publisher publisher,
            DeadLetters deadLetters,
            Pool pool,
            PartitionEnds ends) {
        StepCommandWriter steps = new StepCommandWriter(new Codec<>(registry, MessageStep.class));
        this.withdrawals =
                new FactConsumer<>(
                        new Codec<>(registry, ConsentWithdrawal.class),
                        new WithdrawalTable(pool, ends, steps),
                        publisher,
                        deadLetters,
                        hops.watch("delivery.withdrawals"),
                        Infrastructure.getDefaultWorkerPool());
    }

    @Incoming("consent-withdrawals")
    Uni<Void> withdrawals(ConsumerRecords<String, byte[]> polled) {
        return withdrawals.process(polled);
    }
}
