package io.sealpost.cli.demo;

import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Verifies a demo from {@code sent.jsonl}, the lines of {@code opened-*.jsonl} and the delivery
 * events. It does no I/O. Not thread-safe.
 */
final class DemoVerifier {
    private static final long MAX_LATENCY_MILLIS = Duration.ofHours(1).toMillis();

    private final Map<UUID, SentMessageEntry> sent;
    private final Map<String, DemoRecipient> recipients;
    private final Map<UUID, DeliveryEvent> events = new LinkedHashMap<>();
    private final Map<UUID, Set<UUID>> terminals = new HashMap<>();
    private final Set<UUID> changed = new HashSet<>();
    private int pending;

    DemoVerifier(List<SentMessageEntry> sent, List<DemoRecipient> recipients) {
        this.sent =
                sent.stream().collect(Collectors.toMap(SentMessageEntry::messageId, line -> line));
        this.recipients =
                recipients.stream().collect(Collectors.toMap(one -> one.id().value(), one -> one));
        this.pending = this.sent.size();
    }

    /** Adds an event. Events of other runs are ignored; a repeated event must be equal. */
    void accept(DeliveryEvent event) {
        if (!sent.containsKey(event.getMessageId())) {
            return;
        }
        DeliveryEvent before = events.putIfAbsent(event.getEventId(), event);
        if (before != null && !before.equals(event)) {
            changed.add(event.getEventId());
        }
        if (event.getTerminal()) {
            Set<UUID> ends = terminals.computeIfAbsent(event.getMessageId(), id -> new HashSet<>());
            pending -= ends.isEmpty() ? 1 : 0;
            ends.add(event.getEventId());
        }
    }

    /** The number of messages that were sent. */
    int sent() {
        return sent.size();
    }

    /** The number of messages without a terminal event. */
    int pending() {
        return pending;
    }

    /** The number of openings there must be in the end: one for each device that may open. */
    int expectedOpenings() {
        return sent.values().stream()
                .map(this::recipientOf)
                .filter(DemoRecipient::agreed)
                .mapToInt(DemoRecipient::devices)
                .sum();
    }

    Collection<DeliveryEvent> events() {
        return events.values();
    }

    /** The number of messages with at least one event of a kind. */
    long messages(DeliveryEventKind kind) {
        return events.values().stream()
                .filter(event -> event.getKind() == kind)
                .map(DeliveryEvent::getMessageId)
                .distinct()
                .count();
    }

    /** The number of messages with several terminal events, and of repeated events that differ. */
    int terminalDuplicates() {
        return (int) terminals.values().stream().filter(ends -> ends.size() > 1).count()
                + changed.size();
    }

    /** The number of openings of other bytes, of unknown messages, and without consent. */
    int mismatched(List<OpenedMessageEntry> opened) {
        return (int) opened.stream().filter(entry -> !isExpected(entry)).count();
    }

    /**
     * The messages with an unexpected end: not delivered to and opened by every device where the
     * recipient agreed, or not refused where the recipient did not.
     */
    List<UUID> unexpectedEnds(Set<UUID> openedByAll) {
        List<UUID> unexpected = new ArrayList<>();
        Map<UUID, DeliveryEventKind> ends = ends();
        sent.forEach(
                (id, line) -> {
                    boolean agreed = recipientOf(line).agreed();
                    DeliveryEventKind expected =
                            agreed ? DeliveryEventKind.DELIVERED : DeliveryEventKind.REFUSED;
                    if (ends.get(id) != expected || agreed != openedByAll.contains(id)) {
                        unexpected.add(id);
                    }
                });
        return unexpected;
    }

    /** The messages that every device of their recipient opened with the bytes that were sent. */
    Set<UUID> openedByAll(List<OpenedMessageEntry> opened) {
        Map<UUID, Set<String>> by = new HashMap<>();
        opened.stream()
                .filter(this::isExpected)
                .forEach(
                        line ->
                                by.computeIfAbsent(line.messageId(), id -> new HashSet<>())
                                        .add(line.device()));
        return by.entrySet().stream()
                .filter(entry -> entry.getValue().size() == devices(entry.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The kind of each message's terminal event; any one of several. */
    Map<UUID, DeliveryEventKind> ends() {
        return events.values().stream()
                .filter(DeliveryEvent::getTerminal)
                .collect(
                        Collectors.toMap(
                                DeliveryEvent::getMessageId, DeliveryEvent::getKind, (a, b) -> a));
    }

    /**
     * How messages ended.
     *
     * @param kind of the terminal event
     */
    record Outcome(DeliveryEventKind kind, Reason reason) implements Comparable<Outcome> {
        @Override
        public int compareTo(Outcome other) {
            return Comparator.comparing(Outcome::kind)
                    .thenComparing(Outcome::reason)
                    .compare(this, other);
        }
    }

    /** The number of terminal events by kind and reason. */
    Map<Outcome, Long> outcomes() {
        return events.values().stream()
                .filter(DeliveryEvent::getTerminal)
                .collect(
                        Collectors.groupingBy(
                                event -> new Outcome(event.getKind(), event.getReason()),
                                TreeMap::new,
                                Collectors.counting()));
    }

    /** Milliseconds from ingest's decision to each later stage. */
    Map<DeliveryEventKind, Histogram> latencies() {
        Map<UUID, Instant> starts =
                events.values().stream()
                        .filter(event -> event.getKind() == DeliveryEventKind.ACCEPTED)
                        .collect(
                                Collectors.toMap(
                                        DeliveryEvent::getMessageId,
                                        DeliveryEvent::getAt,
                                        (a, b) -> a));
        Map<DeliveryEventKind, Histogram> latencies = new EnumMap<>(DeliveryEventKind.class);
        for (DeliveryEvent event : events.values()) {
            Instant start = starts.get(event.getMessageId());
            if (start != null && event.getKind() != DeliveryEventKind.ACCEPTED) {
                long millis = Math.max(0, Duration.between(start, event.getAt()).toMillis());
                latencies
                        .computeIfAbsent(
                                event.getKind(), kind -> new Histogram(MAX_LATENCY_MILLIS, 3))
                        .recordValue(Math.min(millis, MAX_LATENCY_MILLIS));
            }
        }
        return latencies;
    }

    private boolean isExpected(OpenedMessageEntry entry) {
        SentMessageEntry original = sent.get(entry.messageId());
        return original != null
                && original.sha256().equals(entry.sha256())
                && recipientOf(original).agreed();
    }

    private int devices(UUID message) {
        SentMessageEntry line = sent.get(message);
        return line == null ? 0 : recipientOf(line).devices();
    }

    private DemoRecipient recipientOf(SentMessageEntry line) {
        DemoRecipient recipient = recipients.get(line.recipient());
        if (recipient == null) {
            throw new IllegalStateException(
                    "sent.jsonl has a message to a recipient of another run");
        }
        return recipient;
    }
}
