package io.sealpost.hop.beans;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParkedMetricsTest {
    private static final Map<String, Long> COUNTS =
            Map.of("delivery-events.acme", 3L, "delivery-events.bolt", 4L);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ParkedMetrics metrics = new ParkedMetrics(meters);

    @Test
    void recordsAreCountedForAllTenantsOfAFamily() {
        metrics.measure(COUNTS);

        assertThat(parked("delivery-events.<business>")).isEqualTo(7);
        assertThat(parked("consent-events.<business>")).isZero();
    }

    @Test
    void afterTheLastRecordTheNumberIsZero() {
        metrics.measure(COUNTS);

        metrics.measure(Map.of());

        assertThat(parked("delivery-events.<business>")).isZero();
    }

    @Test
    void noMetricNamesATenant() {
        metrics.measure(COUNTS);

        assertThat(meters.getMeters())
                .extracting(Meter::getId)
                .allSatisfy(id -> assertThat(id.toString()).doesNotContain("acme", "bolt"));
    }

    private double parked(String family) {
        return meters.get("sealpost.hop.parked").tag("family", family).gauge().value();
    }
}
