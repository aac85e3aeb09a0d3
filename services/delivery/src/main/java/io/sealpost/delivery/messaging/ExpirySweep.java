package io.sealpost.delivery.messaging;

import io.quarkus.scheduler.Scheduled;
import io.sealpost.delivery.store.Mailbox;
import io.sealpost.delivery.store.Withdrawals;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Asks for the end of messages past their time, and drops rows past all meaning. It may ask twice:
 * the step's id is the same.
 */
@ApplicationScoped
class ExpirySweep {
    private static final Logger LOG = Logger.getLogger(ExpirySweep.class);
    private static final int LIMIT = 5_000;

    /**
     * A message that a withdrawal covers was cleared before it, so its id is dated ten minutes
     * after it at most; and older than that no step is read.
     */
    private static final Duration COVERED = StepReader.MAX_MESSAGE_AGE.plusDays(1);

    private final Pool pool;
    private final StepProducer steps;
    private final InstantSource clock;

    @Inject
    ExpirySweep(Pool pool, StepProducer steps, InstantSource clock) {
        this.pool = pool;
        this.steps = steps;
        this.clock = clock;
    }

    @Scheduled(
            every = "${sealpost.delivery.sweep-every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        // First what is too old for an EXPIRE to be read: it would be asked for without end.
        return Mailbox.deleteOlderThan(pool, clock.instant().minus(StepReader.MAX_MESSAGE_AGE))
                .invoke(ExpirySweep::tell)
                .chain(() -> Mailbox.ended(pool, LIMIT))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(steps::publish)
                .chain(() -> Withdrawals.deleteOlderThan(pool, COVERED, LIMIT));
    }

    private static void tell(int dropped) {
        if (dropped > 0) {
            LOG.warnf("messages too old to be told of have left the mailboxes count=%d", dropped);
        }
    }
}
