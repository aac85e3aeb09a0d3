package io.sealpost.consent.messaging;

import io.sealpost.consent.store.LedgerStore;
import io.sealpost.consent.store.SubjectKeys;
import io.sealpost.consent.store.Untold;
import io.sealpost.hop.Hop;
import io.sealpost.hop.HopMetrics;
import io.sealpost.hop.beans.Hops;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Feeds the ledger. */
@ApplicationScoped
class LedgerConsumer {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Hop<LedgerInput, ?, ?, ?> hop;
    private final Untold untold;
    private final HopMetrics notes;

    @Inject
    LedgerConsumer(
            Hops hops,
            SchemaRegistry registry,
            SubjectKeys keys,
            LedgerStore store,
            Untold untold) {
        this.hop = hops.of(new LedgerStation(registry, keys, store));
        this.untold = untold;
        this.notes = hops.watch("consent.untold");
    }

    /**
     * Every withdrawal of the batch is with the broker once the hop is done; only then are
     * heartbeats free to go on, and only after that does the offset move: who dies in between
     * leaves a note, and its successor reads the batch again.
     */
    @Incoming("consent-commands")
    Uni<Void> commands(ConsumerRecords<String, byte[]> batch) {
        return hop.process(batch).chain(() -> told(batch));
    }

    /** The hop is done by then and would say it is well: an outage here is told of by itself. */
    private Uni<Void> told(ConsumerRecords<String, byte[]> batch) {
        long start = System.nanoTime();
        return untold.told(batch)
                .onFailure()
                .invoke(notes::failed)
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .invoke(
                        () ->
                                notes.finished(
                                        batch.count(),
                                        Duration.ofNanos(System.nanoTime() - start)));
    }
}
