package io.sealpost.encryption.domain;

import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.TicketId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** Which of a recipient's tickets are kept: they have an end in time and in number. */
final class TicketRules {
    /**
     * Nobody has redeemed these yet. Twice what a list can hold: each device may be asked again.
     */
    static final int MOST_OPEN = 20;

    private static final Comparator<Entry<TicketId, IssuedTicket>> FIRST_TO_EXPIRE =
            Comparator.comparing(
                            (Entry<TicketId, IssuedTicket> entry) -> entry.getValue().expiresAt())
                    .thenComparing(entry -> entry.getKey().value());

    private TicketRules() {}

    /**
     * What is left when another is issued: an expired one goes, and so does the first to expire
     * where there would be too many.
     */
    static Map<TicketId, IssuedTicket> keptBesidesAnother(Directory known, Instant now) {
        Map<TicketId, IssuedTicket> kept = new HashMap<>(known.tickets());
        kept.values().removeIf(ticket -> !ticket.isOpenAt(now) && !isHeld(known, ticket));
        List<TicketId> open =
                kept.entrySet().stream()
                        .filter(entry -> entry.getValue().usedBy() == null)
                        .sorted(FIRST_TO_EXPIRE)
                        .map(Entry::getKey)
                        .toList();
        open.stream().limit(Math.max(0, open.size() + 1 - MOST_OPEN)).forEach(kept::remove);
        return kept;
    }

    /** A device in good standing that did not hear the answer asks again, however late. */
    private static boolean isHeld(Directory known, IssuedTicket ticket) {
        DeviceId device = ticket.usedBy();
        return device != null && known.holdings().containsKey(device);
    }
}
