package io.sealpost.audit.messaging;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sealpost.audit.domain.NewLeaf;
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
 * .dead.letters{reason}}, {@code .failures}, {@code .lost} (records that were deleted before they
 * were read).
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

    /** The size of the stored log, before the first batch. */
    void loaded(long stored) {
        size.set(stored);
    }

    void appended(int records, int duplicates, List<NewLeaf> leaves, long startNanos) {
        latency.record(Duration.ofNanos(System.nanoTime() - startNanos));
        batchSize.record(records);
        meters.counter("sealpost.audit.duplicates").increment(duplicates);
        Instant now = clock.instant();
        for (NewLeaf leaf : leaves) {
            meters.counter("sealpost.audit.leaves", "type", leaf.step().type().name()).increment();
            // A negative duration, if the other clock is ahead, is not recorded by a timer.
            lag.record(Duration.between(leaf.step().at(), now));
            size.set(leaf.index() + 1);
        }
    }

    void deadLettered(DeadLetterReason reason) {
        meters.counter("sealpost.audit.dead.letters", "reason", reason.name()).increment();
        LOG.warnf("record sent to the dead-letter topic reason=%s", reason);
    }

    /** Records {@code from} up to {@code to} were deleted before they were read: no leaf. */
    void lost(TopicPartition partition, long from, long to) {
        meters.counter("sealpost.audit.lost").increment(to - from);
        LOG.errorf(
                "records were deleted before they were read topic=%s partition=%d from=%d to=%d",
                partition.topic(), partition.partition(), from, to);
    }

    /** Takes only the class of a failure: a driver's message may quote values. */
    void failed(String failure) {
        meters.counter("sealpost.audit.failures").increment();
        LOG.warnf("appending failed, retrying from the stored state failure=%s", failure);
    }
}
