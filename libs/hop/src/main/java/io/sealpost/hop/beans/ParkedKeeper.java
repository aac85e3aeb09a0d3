package io.sealpost.hop.beans;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Topic;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Publishes parked records when their topics are usable again, and counts them: {@code
 * sealpost.hop.parked{family}}, the rows in the service's database; no tenant's name.
 */
@ApplicationScoped
class ParkedKeeper {
    private final Hops hops;
    private final Map<Topic, AtomicLong> parked;

    @Inject
    ParkedKeeper(Hops hops, MeterRegistry meters) {
        this.hops = hops;
        this.parked =
                Catalogue.get()
                        .families()
                        .collect(Collectors.toMap(Function.identity(), _ -> new AtomicLong()));
        parked.forEach(
                (family, records) ->
                        meters.gauge(
                                "sealpost.hop.parked",
                                Tags.of("family", family.name()),
                                records));
    }

    /** Does nothing in a service without hops. */
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> retry() {
        return hops.parkedRetry()
                .map(
                        retry ->
                                retry.counts()
                                        .invoke(this::measure)
                                        .chain(counts -> retry.publish(counts.keySet())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private void measure(Map<String, Long> counts) {
        parked.forEach((family, records) -> records.set(sum(family, counts)));
    }

    private static long sum(Topic family, Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().startsWith(family.prefix()))
                .mapToLong(Entry::getValue)
                .sum();
    }
}
