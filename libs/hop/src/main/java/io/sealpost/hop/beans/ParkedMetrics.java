package io.sealpost.hop.beans;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Topic;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code sealpost.hop.parked{family}}: the parked records in the service's database, for all
 * tenants together. A metric names no tenant.
 */
final class ParkedMetrics {
    private final Map<Topic, AtomicLong> parked;

    ParkedMetrics(MeterRegistry meters) {
        this.parked =
                Catalogue.get()
                        .families()
                        .collect(Collectors.toMap(Function.identity(), _ -> new AtomicLong()));
        parked.forEach(
                (family, records) ->
                        meters.gauge(
                                "sealpost.hop.parked", Tags.of("family", family.name()), records));
    }

    /**
     * Sets the numbers.
     *
     * @param counts the records of each topic that has any
     */
    void measure(Map<String, Long> counts) {
        parked.forEach((family, records) -> records.set(sum(family, counts)));
    }

    private static long sum(Topic family, Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().startsWith(family.prefix()))
                .mapToLong(Entry::getValue)
                .sum();
    }
}
