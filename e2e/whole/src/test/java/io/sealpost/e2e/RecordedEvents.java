package io.sealpost.e2e;

import io.sealpost.bench.DeliveryEventReader;
import io.sealpost.cli.local.Account;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.seal.id.BusinessId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The delivery events that a business read since this object was made. Events come at least once: a
 * repeated event has the same id and must be equal.
 */
final class RecordedEvents implements AutoCloseable {
    private final DeliveryEventReader reader;
    private final Map<UUID, DeliveryEvent> events = new LinkedHashMap<>();
    private int repeats;

    RecordedEvents(Account account) {
        this.reader =
                new DeliveryEventReader(account.connection(), new BusinessId(account.business()));
    }

    /** Reads the next events; waits up to 100 ms where there are none. */
    RecordedEvents read() {
        reader.poll().forEach(this::accept);
        return this;
    }

    private void accept(DeliveryEvent event) {
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

    /** Each distinct event of that kind of these messages. */
    List<DeliveryEvent> of(DeliveryEventKind kind, Collection<UUID> messages) {
        return events.values().stream()
                .filter(event -> event.getKind() == kind)
                .filter(event -> messages.contains(event.getMessageId()))
                .toList();
    }

    /** The number of repeated events. */
    int repeats() {
        return repeats;
    }

    @Override
    public void close() {
        reader.close();
    }
}
