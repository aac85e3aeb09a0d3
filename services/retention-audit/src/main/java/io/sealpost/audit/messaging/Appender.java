package io.sealpost.audit.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sealpost.audit.AuditConfig;
import io.sealpost.audit.publishing.Checkpoints;
import io.sealpost.audit.publishing.LogMismatch;
import io.sealpost.audit.store.LogState;
import io.sealpost.audit.store.LogStore;
import io.sealpost.audit.store.SubjectKeys;
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
 * The log's one active writer, on a thread of its own. Whatever fails, it begins again from what is
 * stored: head, edge and offsets; a second writer loses each race and does the same.
 *
 * <pre>
 * load ─► resume checkpoints ─► ┌ refresh partitions (2 s) ─► poll ─► append ─► checkpoint (1 s) ┐
 *   ▲                           └───────────────────────────────────────────────────────────────┘
 *   └──────────────────────────── pause ◄── any failure
 * </pre>
 */
@ApplicationScoped
class Appender {
    private static final long REFRESH = Duration.ofSeconds(2).toNanos();
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Sources sources;
    private final LogStore store;
    private final SubjectKeys keys;
    private final LogWriter writer;
    private final Checkpoints checkpoints;
    private final AppenderHealth health;
    private final AuditMetrics metrics;
    private final MeterRegistry meters;
    private final long checkpointInterval;

    private @Nullable Thread thread;
    private volatile boolean stopped;
    private Duration pause = SHORTEST_PAUSE;

    @Inject
    Appender(
            Sources sources,
            LogStore store,
            SubjectKeys keys,
            LogWriter writer,
            Checkpoints checkpoints,
            AppenderHealth health,
            AuditMetrics metrics,
            MeterRegistry meters,
            AuditConfig config) {
        this.sources = sources;
        this.store = store;
        this.keys = keys;
        this.writer = writer;
        this.checkpoints = checkpoints;
        this.health = health;
        this.metrics = metrics;
        this.meters = meters;
        this.checkpointInterval = config.checkpointInterval().toNanos();
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

    /** Lets the batch in hand end; returns when the thread has. */
    synchronized void stop() {
        stopped = true;
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            running.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped) {
            try {
                appendOnce();
            } catch (RuntimeException | Error failure) {
                // An error as well: a log that stopped for good would look like one that waits.
                String kind = kind(failure);
                health.failed(kind);
                metrics.failed(kind);
                waitABit();
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
            // No group to leave: a broker that is down is not waited for.
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }

    private void appendFrom(Consumer<String, byte[]> consumer) {
        keys.forget();
        LogState state = store.load();
        metrics.resumed(state.frontier().size());
        checkpoints.resume();
        long refreshed = System.nanoTime() - REFRESH;
        long published = System.nanoTime();
        while (!stopped) {
            if (System.nanoTime() - refreshed >= REFRESH) {
                sources.refresh(consumer, state.offsets());
                refreshed = System.nanoTime();
            }
            state = append(consumer, state);
            if (System.nanoTime() - published >= checkpointInterval) {
                checkpoints.publish();
                published = System.nanoTime();
            }
            health.cameRound();
            pause = SHORTEST_PAUSE;
        }
    }

    private LogState append(Consumer<String, byte[]> consumer, LogState state) {
        if (consumer.assignment().isEmpty()) {
            waitABit();
            return state;
        }
        ConsumerRecords<String, byte[]> polled = sources.poll(consumer, POLL);
        return polled.isEmpty() ? state : writer.append(state, polled);
    }

    /** Each time longer, until something succeeds. */
    private void waitABit() {
        try {
            Thread.sleep(pause);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
