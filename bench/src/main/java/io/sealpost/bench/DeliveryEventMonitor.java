package io.sealpost.bench;

import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.seal.id.Lane;
import io.sealpost.wire.Enums;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Reads the delivery events of one measurement on its own thread. Only messages to this benchmark's
 * recipients are counted: messages of an earlier benchmark that was interrupted may still be
 * delivered.
 */
final class DeliveryEventMonitor implements AutoCloseable {
    private static final long MAX_LATENCY_MILLIS = Duration.ofHours(1).toMillis();
    private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration WAIT_INTERVAL = Duration.ofSeconds(1);

    private static final List<DeliveryEventKind> STAGES =
            List.of(
                    DeliveryEventKind.ACCEPTED,
                    DeliveryEventKind.CLEARED,
                    DeliveryEventKind.SEALED,
                    DeliveryEventKind.SENT,
                    DeliveryEventKind.DELIVERED);

    private final DeliveryEventReader reader;
    private final Set<String> recipients;
    private final Map<UUID, Map<DeliveryEventKind, Instant>> underWay = new HashMap<>();
    private final Map<Lane, Map<DeliveryEventKind, Histogram>> stages = new EnumMap<>(Lane.class);
    private final Set<UUID> delivered = new HashSet<>();
    private final Histogram fromDecision = new Histogram(MAX_LATENCY_MILLIS, 3);
    private final Histogram urgentFromSending = new Histogram(MAX_LATENCY_MILLIS, 3);
    private final Thread thread;
    private int undelivered;
    private volatile boolean closed;

    /**
     * Starts reading; closes the reader when it is closed.
     *
     * @param recipients of this benchmark
     */
    DeliveryEventMonitor(DeliveryEventReader reader, Set<String> recipients) {
        this.reader = reader;
        this.recipients = recipients;
        this.thread = Thread.ofPlatform().name("delivery-events").daemon().start(this::read);
    }

    private void read() {
        while (!closed) {
            List<DeliveryEvent> events = reader.poll();
            synchronized (this) {
                events.stream()
                        .filter(event -> recipients.contains(event.getRecipient()))
                        .forEach(this::accept);
                notifyAll();
            }
        }
    }

    /**
     * Waits until this many messages are DELIVERED.
     *
     * @throws IllegalStateException where one ended otherwise, or after five minutes
     */
    synchronized void awaitDelivered(int messages) {
        long end = System.nanoTime() + DELIVERY_TIMEOUT.toNanos();
        while (delivered.size() < messages) {
            awaitEvents();
            if (undelivered > 0 || System.nanoTime() > end) {
                throw new IllegalStateException(
                        "%d of %d messages were delivered, %d ended otherwise"
                                .formatted(delivered.size(), messages, undelivered));
            }
        }
    }

    private synchronized void awaitEvents() {
        try {
            wait(WAIT_INTERVAL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reader.close();
    }

    synchronized int delivered() {
        return delivered.size();
    }

    /** Milliseconds from ingest's decision to DELIVERED. */
    Histogram fromDecision() {
        return fromDecision;
    }

    /** Milliseconds from the producer's sending to DELIVERED, of urgent messages only. */
    Histogram urgentFromSending() {
        return urgentFromSending;
    }

    /**
     * Milliseconds by stage, each from the stage before it; the first stage is timed from sending.
     */
    synchronized Map<String, Long> stages(Lane lane, double percentile) {
        Map<String, Long> values = new LinkedHashMap<>();
        stages.getOrDefault(lane, Map.of())
                .forEach(
                        (kind, millis) ->
                                values.put(kind.name(), millis.getValueAtPercentile(percentile)));
        return values;
    }

    private void accept(DeliveryEvent event) {
        UUID message = event.getMessageId();
        if (event.getTerminal() && event.getKind() != DeliveryEventKind.DELIVERED) {
            undelivered++;
        } else if (STAGES.contains(event.getKind()) && !delivered.contains(message)) {
            var times =
                    underWay.computeIfAbsent(
                            message, unused -> new EnumMap<>(DeliveryEventKind.class));
            times.putIfAbsent(event.getKind(), event.getAt());
            if (event.getTerminal()) {
                delivered.add(message);
                record(event, Objects.requireNonNull(underWay.remove(message)));
            }
        }
    }

    private void record(DeliveryEvent event, Map<DeliveryEventKind, Instant> times) {
        Instant sent = Instant.ofEpochMilli(event.getMessageId().getMostSignificantBits() >>> 16);
        fromDecision.recordValue(millis(times.get(STAGES.getFirst()), event.getAt()));
        Lane lane = Enums.domain(event.getLane());
        var histograms =
                stages.computeIfAbsent(lane, unused -> new EnumMap<>(DeliveryEventKind.class));
        @Nullable Instant before = sent;
        for (DeliveryEventKind stage : STAGES) {
            Instant reached = times.get(stage);
            histograms
                    .computeIfAbsent(stage, unused -> new Histogram(MAX_LATENCY_MILLIS, 3))
                    .recordValue(millis(before, reached));
            before = reached;
        }
        if (lane == Lane.URGENT) {
            urgentFromSending.recordValue(millis(sent, event.getAt()));
        }
    }

    private static long millis(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? 0
                : Math.clamp(Duration.between(from, to).toMillis(), 0, MAX_LATENCY_MILLIS);
    }
}
