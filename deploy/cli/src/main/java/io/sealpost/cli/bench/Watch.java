package io.sealpost.cli.bench;

import io.sealpost.cli.demo.EventReader;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Lane;
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
 * Follows the delivery events of one measurement, on a thread of its own. What an earlier benchmark
 * left behind when it was ended may still come, to its own recipients: it is not counted.
 */
final class Watch implements AutoCloseable {
    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final List<DeliveryEventKind> STAGES =
            List.of(
                    DeliveryEventKind.ACCEPTED,
                    DeliveryEventKind.CLEARED,
                    DeliveryEventKind.SEALED,
                    DeliveryEventKind.SENT,
                    DeliveryEventKind.DELIVERED);

    private final EventReader events;
    private final Set<String> recipients;
    private final Map<UUID, Map<DeliveryEventKind, Instant>> open = new HashMap<>();
    private final Map<Lane, Map<DeliveryEventKind, Histogram>> stages = new EnumMap<>(Lane.class);
    private final Set<UUID> delivered = new HashSet<>();
    private final Histogram fromDecision = new Histogram(LONGEST_MILLIS, 3);
    private final Histogram urgentFromSending = new Histogram(LONGEST_MILLIS, 3);
    private final Thread following;
    private int otherEnds;
    private volatile boolean closed;

    /**
     * Begins to follow; takes the reader over.
     *
     * @param recipients of this benchmark
     */
    Watch(EventReader events, Set<String> recipients) {
        this.events = events;
        this.recipients = recipients;
        this.following = Thread.ofPlatform().name("watch").daemon().start(this::follow);
    }

    private void follow() {
        while (!closed) {
            List<DeliveryEvent> come = events.poll();
            synchronized (this) {
                come.stream()
                        .filter(event -> recipients.contains(event.getRecipient()))
                        .forEach(this::take);
                notifyAll();
            }
        }
    }

    /** Until so many messages have ended as DELIVERED. */
    synchronized void awaitDelivered(int messages) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (delivered.size() < messages) {
            pause();
            if (otherEnds > 0 || System.nanoTime() > end) {
                throw new IllegalStateException(
                        "%d of %d delivered, %d ended otherwise"
                                .formatted(delivered.size(), messages, otherEnds));
            }
        }
    }

    private synchronized void pause() {
        try {
            wait(Duration.ofSeconds(1).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            following.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        events.close();
    }

    synchronized int delivered() {
        return delivered.size();
    }

    /** From ingest's decision to DELIVERED, ms. */
    Histogram fromDecision() {
        return fromDecision;
    }

    /** Urgent messages only, from the producer's sending to DELIVERED, ms. */
    Histogram urgentFromSending() {
        return urgentFromSending;
    }

    /** From sending to the first stage, and from each to the next, ms, by the later one's name. */
    synchronized Map<String, Long> stages(Lane lane, double percentile) {
        Map<String, Long> values = new LinkedHashMap<>();
        stages.getOrDefault(lane, Map.of())
                .forEach(
                        (kind, millis) ->
                                values.put(kind.name(), millis.getValueAtPercentile(percentile)));
        return values;
    }

    private void take(DeliveryEvent event) {
        UUID message = event.getMessageId();
        if (event.getTerminal() && event.getKind() != DeliveryEventKind.DELIVERED) {
            otherEnds++;
        } else if (STAGES.contains(event.getKind()) && !delivered.contains(message)) {
            var stages =
                    open.computeIfAbsent(message, unused -> new EnumMap<>(DeliveryEventKind.class));
            stages.putIfAbsent(event.getKind(), event.getAt());
            if (event.getTerminal()) {
                delivered.add(message);
                record(event, Objects.requireNonNull(open.remove(message)));
            }
        }
    }

    private void record(DeliveryEvent event, Map<DeliveryEventKind, Instant> times) {
        Instant sent = Instant.ofEpochMilli(event.getMessageId().getMostSignificantBits() >>> 16);
        fromDecision.recordValue(millis(times.get(STAGES.getFirst()), event.getAt()));
        var lane =
                stages.computeIfAbsent(
                        event.getLane(), unused -> new EnumMap<>(DeliveryEventKind.class));
        @Nullable Instant before = sent;
        for (DeliveryEventKind stage : STAGES) {
            Instant reached = times.get(stage);
            lane.computeIfAbsent(stage, unused -> new Histogram(LONGEST_MILLIS, 3))
                    .recordValue(millis(before, reached));
            before = reached;
        }
        if (event.getLane() == Lane.URGENT) {
            urgentFromSending.recordValue(millis(sent, event.getAt()));
        }
    }

    private static long millis(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? 0
                : Math.clamp(Duration.between(from, to).toMillis(), 0, LONGEST_MILLIS);
    }
}
