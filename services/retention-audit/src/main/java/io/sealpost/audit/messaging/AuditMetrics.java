package io.sealpost.audit.messaging;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sealpost.audit.domain.LogEntry;
import io.sealpost.schemas.DeadLetterReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * {@code sealpost.audit.leaves{type}}, {@code .size}, {@code .duplicates}, {@code .batch.size},
 * {@code .append.latency}, {@code .leaf.lag} (from the step to its leaf), {@code
 * .dead.letters{reason}}, {@code .failures}, {@code .lost} (records that went before they were
 * read).
 */
@ApplicationScoped
class AuditMetrics {
    private static final Logger LOG = Logger.getLogger(AuditMetrics.class);

    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Timer latency;
    private final Timer lag;
    private final DistributionSummary batchSize;
    private final AtomicLong size;

    @Inject
    AuditMetrics(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        this.latency = timer("sealpost.audit.append.latency");
        this.lag = timer("sealpost.audit.leaf.lag");
        this.batchSize = DistributionSummary.builder("sealpost.audit.batch.size").register(meters);
        this.size = new AtomicLong();
        meters.gauge("sealpost.audit.size", size);
    }

    private Timer timer(String name) {
        return Timer.builder(name).publishPercentiles(0.5, 0.99).register(meters);
    }

    /** The log as it is stored, also before the first batch. */
    void resumed(long stored) {
        size.set(stored);
    }

    void appended(int records, int duplicates, List<LogEntry> entries, long startNanos) {
        latency.record(Duration.ofNanos(System.nanoTime() - startNanos));
        batchSize.record(records);
        meters.counter("sealpost.audit.duplicates").increment(duplicates);
        Instant now = clock.instant();
        for (LogEntry entry : entries) {
            meters.counter("sealpost.audit.leaves", "type", entry.step().type().name()).increment();
            // Negative where the other clock is ahead: a timer does not take that.
            lag.record(Duration.between(entry.step().at(), now));
            size.set(entry.index() + 1);
        }
    }

    void setAside(DeadLetterReason reason) {
        meters.counter("sealpost.audit.dead.letters", "reason", reason.name()).increment();
        LOG.warnf("a record was set aside reason=%s", reason);
    }

    /** Records that left their topic before they were read: their steps have no leaf. */
    void lost(TopicPartition partition, long from, long to) {
        meters.counter("sealpost.audit.lost").increment(to - from);
        LOG.errorf(
                "records are gone before they were read partition=%s from=%d to=%d",
                partition, from, to);
    }

    /** The class only: a driver's message may quote values. */
    void failed(String failure) {
        meters.counter("sealpost.audit.failures").increment();
        LOG.warnf("the appender begins again from what is stored failure=%s", failure);
    }
}
