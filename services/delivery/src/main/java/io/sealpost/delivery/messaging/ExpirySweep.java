package io.sealpost.delivery.messaging;

import io.quarkus.scheduler.Scheduled;
import io.sealpost.delivery.store.Mailbox;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Asks for the end of messages past their time. It may ask twice: the step's id is the same. */
@ApplicationScoped
class ExpirySweep {
    private static final int LIMIT = 5_000;

    private final Pool pool;
    private final StepProducer steps;

    @Inject
    ExpirySweep(Pool pool, StepProducer steps) {
        this.pool = pool;
        this.steps = steps;
    }

    @Scheduled(
            every = "${sealpost.delivery.sweep-every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return Mailbox.expired(pool, LIMIT)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(steps::publish);
    }
}
