package io.sealpost.consent.messaging;

import io.sealpost.consent.store.LedgerStore;
import io.sealpost.consent.store.PendingWithdrawals;
import io.sealpost.consent.store.SubjectKeyStore;
import io.sealpost.hop.Hop;
import io.sealpost.hop.HopMetrics;
import io.sealpost.hop.Retry;
import io.sealpost.hop.beans.Hops;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes the commands to the ledger. */
@ApplicationScoped
class LedgerConsumer {

    private final Hop<LedgerInput, ?, ?, ?> hop;
    private final PendingWithdrawals pending;
    private final HopMetrics metrics;

    @Inject
    LedgerConsumer(
            Hops hops,
            SchemaRegistry registry,
            SubjectKeyStore keys,
            LedgerStore store,
            PendingWithdrawals pending) {
        this.hop = hops.of(new LedgerStation(registry, keys, store));
        this.pending = pending;
        this.metrics = hops.watch("consent.pending-withdrawals");
    }

    /**
     * When the hop is done, the broker has acknowledged every withdrawal of the batch. Then their
     * notes are deleted, so that heartbeats continue, and only then the offset moves: if the
     * process ends in between, its successor reads the batch again and deletes the notes.
     */
    @Incoming("consent-commands")
    Uni<Void> commands(ConsumerRecords<String, byte[]> batch) {
        return hop.process(batch).chain(() -> deleteNotes(batch));
    }

    /** The hop is done, so it reports no failure: a failure here has metrics of its own. */
    private Uni<Void> deleteNotes(ConsumerRecords<String, byte[]> batch) {
        long start = System.nanoTime();
        return Retry.untilItSucceeds(pending.published(batch), metrics::failed)
                .invoke(
                        () ->
                                metrics.finished(
                                        batch.count(),
                                        Duration.ofNanos(System.nanoTime() - start)));
    }
}
