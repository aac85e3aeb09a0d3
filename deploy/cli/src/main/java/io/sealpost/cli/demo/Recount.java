package io.sealpost.cli.demo;

import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
 * Counts a run again from {@code sent.jsonl}, {@code opened-*.jsonl} and the delivery events. Pure
 * but for its own sums.
 */
final class Recount {
    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();

    private final Map<UUID, SentLine> sent;
    private final Map<String, Recipient> recipients;
    private final Map<UUID, DeliveryEvent> events = new LinkedHashMap<>();
    private final Map<UUID, Set<UUID>> terminals = new HashMap<>();
    private final Set<UUID> changed = new HashSet<>();
    private int open;

    Recount(List<SentLine> sent, List<Recipient> cast) {
        this.sent = sent.stream().collect(Collectors.toMap(SentLine::messageId, line -> line));
        this.recipients =
                cast.stream().collect(Collectors.toMap(one -> one.id().value(), one -> one));
        this.open = this.sent.size();
    }

    /** Takes an event; those of other runs are passed over, repeats must be equal. */
    void take(DeliveryEvent event) {
        if (!sent.containsKey(event.getMessageId())) {
            return;
        }
        DeliveryEvent before = events.putIfAbsent(event.getEventId(), event);
        if (before != null && !before.equals(event)) {
            changed.add(event.getEventId());
        }
        if (event.getTerminal()) {
            Set<UUID> ends = terminals.computeIfAbsent(event.getMessageId(), id -> new HashSet<>());
            open -= ends.isEmpty() ? 1 : 0;
            ends.add(event.getEventId());
        }
    }

    /** How many messages were sent. */
    int sent() {
        return sent.size();
    }

    /** How many messages have no terminal event yet. */
    int open() {
        return open;
    }

    /** How many openings there must be in the end. */
    int expectedOpenings() {
        return sent.values().stream()
                .map(this::recipientOf)
                .filter(Recipient::agreed)
                .mapToInt(Recipient::devices)
                .sum();
    }

    Collection<DeliveryEvent> events() {
        return events.values();
    }

    /** How many messages have at least one event of a kind. */
    long messages(DeliveryEventKind kind) {
        return events.values().stream()
                .filter(event -> event.getKind() == kind)
                .map(DeliveryEvent::getMessageId)
                .distinct()
                .count();
    }

    /** Messages with more than one terminal event, and events told twice with other bytes. */
    int terminalDuplicates() {
        return (int) terminals.values().stream().filter(ends -> ends.size() > 1).count()
                + changed.size();
    }

    /** Openings with other bytes, or of a message that was not sent or not to be opened. */
    int mismatched(List<OpenedLine> opened) {
        return (int) opened.stream().filter(line -> !isRight(line)).count();
    }

    /** What is wrong: messages that did not end as their recipient's consent asks. */
    List<UUID> strays(Set<UUID> openedByAll) {
        List<UUID> strays = new ArrayList<>();
        Map<UUID, DeliveryEventKind> ends = ends();
        sent.forEach(
                (id, line) -> {
                    boolean agreed = recipientOf(line).agreed();
                    DeliveryEventKind wanted =
                            agreed ? DeliveryEventKind.DELIVERED : DeliveryEventKind.REFUSED;
                    if (ends.get(id) != wanted || agreed != openedByAll.contains(id)) {
                        strays.add(id);
                    }
                });
        return strays;
    }

    /** The messages that every device of their recipient opened, with the bytes that were sent. */
    Set<UUID> openedByAll(List<OpenedLine> opened) {
        Map<UUID, Set<String>> by = new HashMap<>();
        opened.stream()
                .filter(this::isRight)
                .forEach(
                        line ->
                                by.computeIfAbsent(line.messageId(), id -> new HashSet<>())
                                        .add(line.device()));
        return by.entrySet().stream()
                .filter(entry -> entry.getValue().size() == devices(entry.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The one terminal event's kind of each message; of several any one. */
    Map<UUID, DeliveryEventKind> ends() {
        return events.values().stream()
                .filter(DeliveryEvent::getTerminal)
                .collect(
                        Collectors.toMap(
                                DeliveryEvent::getMessageId, DeliveryEvent::getKind, (a, b) -> a));
    }

    /** Terminal kinds and reasons with their counts. */
    Map<String, Long> outcomes() {
        return events.values().stream()
                .filter(DeliveryEvent::getTerminal)
                .collect(
                        Collectors.groupingBy(
                                event ->
                                        event.getReason() == Reason.NONE
                                                ? event.getKind().name()
                                                : event.getKind() + "/" + event.getReason(),
                                TreeMap::new,
                                Collectors.counting()));
    }

    /** From ingest's decision to each later stage, in ms. */
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
                        .computeIfAbsent(event.getKind(), kind -> new Histogram(LONGEST_MILLIS, 3))
                        .recordValue(Math.min(millis, LONGEST_MILLIS));
            }
        }
        return latencies;
    }

    private boolean isRight(OpenedLine line) {
        SentLine original = sent.get(line.messageId());
        return original != null
                && original.sha256().equals(line.sha256())
                && recipientOf(original).agreed();
    }

    private int devices(UUID message) {
        SentLine line = sent.get(message);
        return line == null ? 0 : recipientOf(line).devices();
    }

    private Recipient recipientOf(SentLine line) {
        Recipient recipient = recipients.get(line.recipient());
        if (recipient == null) {
            throw new IllegalStateException("a message was sent to nobody of this run");
        }
        return recipient;
    }
}
