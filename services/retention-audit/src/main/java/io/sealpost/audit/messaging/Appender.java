package io.sealpost.audit.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sealpost.audit.AuditConfig;
import io.sealpost.audit.publishing.CheckpointPublisher;
import io.sealpost.audit.publishing.LogMismatch;
import io.sealpost.audit.store.AuditKeyStore;
import io.sealpost.audit.store.LogState;
import io.sealpost.audit.store.LogStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The log's writer, on a thread of its own. After any failure it loads the stored state (head,
 * frontier, offsets) and begins again. A second writer loses each race for the head and does the
 * same. The loop is not {@code hop}'s: a round blocks, owns a consumer and must also survive
 * errors.
 *
 * <pre>
 * load ─► resume checkpoints ─► ┌ assign partitions (2 s) ─► poll ─► append ─► checkpoint (1 s) ┐
 *   ▲                           └───────────────────────────────────────────────────────────────┘
 *   └──────────────────────────── pause ◄── any failure
 * </pre>
 */
@ApplicationScoped
class Appender {
    private static final long ASSIGN_INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(250);
    private static final Duration MIN_RETRY_PAUSE = Duration.ofMillis(250);
    private static final Duration MAX_RETRY_PAUSE = Duration.ofSeconds(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final StepSources sources;
    private final LogStore store;
    private final AuditKeyStore keys;
    private final BatchAppender batches;
    private final CheckpointPublisher checkpoints;
    private final AppenderHealth health;
    private final AuditMetrics metrics;
    private final MeterRegistry meters;
    private final long checkpointIntervalNanos;

    private @Nullable Thread thread;
    private volatile boolean stopped;
    private Duration pause = MIN_RETRY_PAUSE;

    @Inject
    Appender(
            StepSources sources,
            LogStore store,
            AuditKeyStore keys,
            BatchAppender batches,
            CheckpointPublisher checkpoints,
            AppenderHealth health,
            AuditMetrics metrics,
            MeterRegistry meters,
            AuditConfig config) {
        this.sources = sources;
        this.store = store;
        this.keys = keys;
        this.batches = batches;
        this.checkpoints = checkpoints;
        this.health = health;
        this.metrics = metrics;
        this.meters = meters;
        this.checkpointIntervalNanos = config.checkpointInterval().toNanos();
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    void onStop(@Observes ShutdownEvent event) {
        stop();
    }

    synchronized void start() {
        stopped = false;
        thread = Thread.ofPlatform().name("appender").daemon().start(this::run);
    }

    /** Finishes the current batch; returns when the thread has ended, or after 10 s. */
    synchronized void stop() {
        stopped = true;
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            running.join(STOP_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped) {
            try {
                appendOnce();
            } catch (RuntimeException | Error failure) {
                // Errors too: a thread that has ended would look like one that waits for records.
                String kind = kind(failure);
                health.failed(kind);
                metrics.failed(kind);
                backOff();
            }
        }
    }

    private static String kind(Throwable failure) {
        return failure instanceof LogMismatch mismatch
                ? mismatch.reason().name()
                : failure.getClass().getSimpleName();
    }

    private void appendOnce() {
        KafkaConsumer<String, byte[]> consumer = sources.consumer();
        try (KafkaClientMetrics lag = new KafkaClientMetrics(consumer)) {
            lag.bindTo(meters);
            appendFrom(consumer);
        } finally {
            // The consumer is in no group, so closing it needs no answer from the broker.
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    private void appendFrom(Consumer<String, byte[]> consumer) {
        keys.clearCache();
        LogState state = store.load();
        metrics.loaded(state.frontier().size());
        checkpoints.resume();
        long assigned = System.nanoTime() - ASSIGN_INTERVAL_NANOS;
        long published = System.nanoTime();
        while (!stopped) {
            if (System.nanoTime() - assigned >= ASSIGN_INTERVAL_NANOS) {
                sources.assign(consumer, state.offsets());
                assigned = System.nanoTime();
            }
            state = append(consumer, state);
            if (System.nanoTime() - published >= checkpointIntervalNanos) {
                checkpoints.publish();
                published = System.nanoTime();
            }
            health.roundFinished();
            pause = MIN_RETRY_PAUSE;
        }
    }

    private LogState append(Consumer<String, byte[]> consumer, LogState state) {
        if (consumer.assignment().isEmpty()) {
            backOff();
            return state;
        }
        ConsumerRecords<String, byte[]> polled = sources.poll(consumer, POLL_TIMEOUT);
        return polled.isEmpty() ? state : batches.append(state, polled);
    }

    /** Twice as long each time, up to 5 s, until a round succeeds. */
    private void backOff() {
        try {
            Thread.sleep(pause);
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(MAX_RETRY_PAUSE) < 0 ? doubled : MAX_RETRY_PAUSE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
