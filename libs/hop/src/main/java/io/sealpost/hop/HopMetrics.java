package io.sealpost.hop;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sealpost.schemas.DeadLetterReason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The hop's metrics, its log and its readiness: {@code sealpost.hop.latency}, {@code
 * sealpost.hop.batch.size}, {@code sealpost.hop.outcomes{verdict,reason}}, {@code
 * sealpost.hop.unrecorded{verdict,reason}}, {@code sealpost.hop.duplicates}, {@code
 * sealpost.hop.dead.letters{reason}}, {@code sealpost.hop.failures}; all with {@code station}.
 */
public final class HopMetrics implements HopListener {
    private static final Logger LOG = Logger.getLogger(HopMetrics.class);
    private static final String STATION = "station";

    private final String station;
    private final MeterRegistry meters;
    private final Timer latency;
    private final DistributionSummary batchSize;
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

    /** The metrics of one station. */
    public HopMetrics(String station, MeterRegistry meters) {
        this.station = station;
        this.meters = meters;
        this.latency =
                Timer.builder("sealpost.hop.latency")
                        .tag(STATION, station)
                        .publishPercentiles(0.5, 0.99)
                        .register(meters);
        this.batchSize =
                DistributionSummary.builder("sealpost.hop.batch.size")
                        .tag(STATION, station)
                        .register(meters);
    }

    /** The name of the station that is measured. */
    public String station() {
        return station;
    }

    /** The class of the failure that the current batch is being retried after; null when ready. */
    public @Nullable String trouble() {
        return trouble.get();
    }

    @Override
    public void decided(Outcome outcome) {
        count("sealpost.hop.outcomes", outcome);
    }

    @Override
    public void unrecorded(Outcome outcome) {
        count("sealpost.hop.unrecorded", outcome);
    }

    private void count(String meter, Outcome outcome) {
        meters.counter(
                        meter,
                        STATION,
                        station,
                        "verdict",
                        outcome.verdict(),
                        "reason",
                        outcome.reason())
                .increment();
    }

    @Override
    public void duplicates(int count) {
        meters.counter("sealpost.hop.duplicates", STATION, station).increment(count);
    }

    @Override
    public void deadLettered(DeadLetterReason reason) {
        meters.counter("sealpost.hop.dead.letters", STATION, station, "reason", reason.name())
                .increment();
        LOG.warnf("record sent to the dead-letter topic station=%s reason=%s", station, reason);
    }

    @Override
    public void parked(String topic) {
        LOG.warnf(
                "topic is missing or forbidden, its records are parked station=%s topic=%s",
                station, topic);
    }

    @Override
    public void finished(int records, Duration took) {
        latency.record(took);
        batchSize.record(records);
        if (trouble.getAndSet(null) != null) {
            LOG.infof("batches succeed again station=%s", station);
        }
    }

    @Override
    public void failed(Throwable failure) {
        meters.counter("sealpost.hop.failures", STATION, station).increment();
        // The class only: a driver's message may quote values.
        String kind = failure.getClass().getSimpleName();
        if (!kind.equals(trouble.getAndSet(kind))) {
            LOG.warnf("batch failed, retrying station=%s failure=%s", station, kind);
        }
    }
}
