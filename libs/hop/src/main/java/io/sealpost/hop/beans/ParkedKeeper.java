package io.sealpost.hop.beans;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Counts parked records, and publishes them when their topics are usable again. */
@ApplicationScoped
class ParkedKeeper {
    private final Hops hops;
    private final ParkedMetrics metrics;

    @Inject
    ParkedKeeper(Hops hops, MeterRegistry meters) {
        this.hops = hops;
        this.metrics = new ParkedMetrics(meters);
    }

    /** Does nothing in a service without hops. */
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> retry() {
        return hops.parkedRetry()
                .map(
                        retry ->
                                retry.counts()
                                        .invoke(metrics::measure)
                                        .chain(counts -> retry.publish(counts.keySet())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
