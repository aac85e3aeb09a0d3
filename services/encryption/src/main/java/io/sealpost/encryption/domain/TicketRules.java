package io.sealpost.encryption.domain;

import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.TicketId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** Which of a recipient's tickets are stored: their number and their age are limited. */
final class TicketRules {
    /** Twice the devices of a list, so that each device can be invited a second time. */
    static final int MAX_OPEN_TICKETS = 20;

    private static final Comparator<Entry<TicketId, IssuedTicket>> FIRST_TO_EXPIRE =
            Comparator.comparing(
                            (Entry<TicketId, IssuedTicket> entry) -> entry.getValue().expiresAt())
                    .thenComparing(entry -> entry.getKey().value());

    private TicketRules() {}

    /**
     * Adds a ticket. Removes expired ones, and those that expire first where more than {@link
     * #MAX_OPEN_TICKETS} would be open.
     */
    static RecipientDirectory add(
            RecipientDirectory known, TicketId id, IssuedTicket ticket, Instant now) {
        Map<TicketId, IssuedTicket> kept = new HashMap<>(known.tickets());
        kept.values().removeIf(other -> !other.isOpenAt(now) && !isHeld(known, other));
        List<TicketId> open =
                kept.entrySet().stream()
                        .filter(entry -> entry.getValue().usedBy() == null)
                        .sorted(FIRST_TO_EXPIRE)
                        .map(Entry::getKey)
                        .toList();
        int excess = Math.max(0, open.size() + 1 - MAX_OPEN_TICKETS);
        open.stream().limit(excess).forEach(kept::remove);
        return known.withTickets(kept).withTicket(id, ticket);
    }

    /** A device in good standing that did not receive the answer may enrol again at any time. */
    private static boolean isHeld(RecipientDirectory known, IssuedTicket ticket) {
        DeviceId device = ticket.usedBy();
        return device != null && known.enrolled().containsKey(device);
    }
}
