package io.sealpost.delivery.steps;

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
 * Produces an EXPIRE step for each message in a mailbox that has ended, and deletes rows that are
 * no longer needed. A repeated EXPIRE has the same id.
 */
@ApplicationScoped
class ExpirySweep {
    private static final Logger LOG = Logger.getLogger(ExpirySweep.class);
    private static final int MAX_ROWS = 5_000;

    /**
     * A message that a withdrawal covers was cleared before it, so the message's id is dated ten
     * minutes after the withdrawal at most; and no step of an older message is read.
     */
    private static final Duration MAX_WITHDRAWAL_AGE = StepReader.MAX_MESSAGE_AGE.plusDays(1);

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
        // Rows too old for an EXPIRE to be read are deleted first: otherwise every sweep would
        // produce an EXPIRE for them.
        return Mailbox.deleteOlderThan(pool, clock.instant().minus(StepReader.MAX_MESSAGE_AGE))
                .invoke(ExpirySweep::log)
                .chain(() -> Mailbox.ended(pool, MAX_ROWS))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(steps::publish)
                .chain(() -> Withdrawals.deleteOlderThan(pool, MAX_WITHDRAWAL_AGE, MAX_ROWS));
    }

    private static void log(int deleted) {
        if (deleted > 0) {
            LOG.warnf(
                    "messages too old for any step were deleted from mailboxes count=%d", deleted);
        }
    }
}
