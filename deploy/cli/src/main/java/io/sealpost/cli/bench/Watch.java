package io.sealpost.cli.bench;

import io.sealpost.cli.demo.EventReader;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/** Follows the delivery events of one measurement. */
final class Watch {
    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final EventReader events;
    private final Map<UUID, Instant> accepted = new HashMap<>();
    private final Set<UUID> delivered = new HashSet<>();
    private final Histogram fromDecision = new Histogram(LONGEST_MILLIS, 3);
    private final Histogram urgentFromSending = new Histogram(LONGEST_MILLIS, 3);
    private int otherEnds;

    Watch(EventReader events) {
        this.events = events;
    }

    /** Takes what has come. */
    void poll() {
        events.poll().forEach(this::take);
    }

    /** Until so many messages have ended as DELIVERED. */
    void awaitDelivered(int messages) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (delivered.size() < messages) {
            poll();
            if (otherEnds > 0 || System.nanoTime() > end) {
                throw new IllegalStateException(
                        "%d of %d delivered, %d ended otherwise"
                                .formatted(delivered.size(), messages, otherEnds));
            }
        }
    }

    int delivered() {
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

    private void take(DeliveryEvent event) {
        if (event.getKind() == DeliveryEventKind.ACCEPTED) {
            accepted.putIfAbsent(event.getMessageId(), event.getAt());
        } else if (event.getKind() == DeliveryEventKind.DELIVERED && event.getTerminal()) {
            if (delivered.add(event.getMessageId())) {
                record(event);
            }
        } else if (event.getTerminal()) {
            otherEnds++;
        }
    }

    private void record(DeliveryEvent event) {
        Instant decided = accepted.getOrDefault(event.getMessageId(), event.getAt());
        fromDecision.recordValue(millis(decided, event.getAt()));
        if (event.getLane() == Lane.URGENT) {
            Instant sent =
                    Instant.ofEpochMilli(event.getMessageId().getMostSignificantBits() >>> 16);
            urgentFromSending.recordValue(millis(sent, event.getAt()));
        }
    }

    private static long millis(Instant from, Instant to) {
        return Math.clamp(Duration.between(from, to).toMillis(), 0, LONGEST_MILLIS);
    }
}
