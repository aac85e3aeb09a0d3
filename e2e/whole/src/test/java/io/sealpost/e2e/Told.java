package io.sealpost.e2e;

import io.sealpost.cli.demo.EventReader;
import io.sealpost.cli.local.Account;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a business was told since this was made. Events are told at least once: a repeat has the
 * same id and must say the same.
 */
final class Told implements AutoCloseable {
    private final EventReader reader;
    private final Map<UUID, DeliveryEvent> events = new LinkedHashMap<>();
    private int repeats;

    Told(Account account) {
        this.reader = new EventReader(account.kafka(), account.registry(), account.business());
    }

    /** Reads on; waits a little where there is nothing. */
    Told read() {
        reader.poll().forEach(this::take);
        return this;
    }

    private void take(DeliveryEvent event) {
        DeliveryEvent before = events.putIfAbsent(event.getEventId(), event);
        if (before != null) {
            repeats++;
            if (!before.equals(event)) {
                throw new AssertionError("two events with the id " + event.getEventId());
            }
        }
    }

    /** Each distinct terminal event of these messages. */
    List<DeliveryEvent> ends(Collection<UUID> messages) {
        return events.values().stream()
                .filter(event -> event.getTerminal() && messages.contains(event.getMessageId()))
                .toList();
    }

    /** Each distinct event of a kind of these messages. */
    List<DeliveryEvent> of(DeliveryEventKind kind, Collection<UUID> messages) {
        return events.values().stream()
                .filter(event -> event.getKind() == kind)
                .filter(event -> messages.contains(event.getMessageId()))
                .toList();
    }

    /** How often an event was told again. */
    int repeats() {
        return repeats;
    }

    @Override
    public void close() {
        reader.close();
    }
}
