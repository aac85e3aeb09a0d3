package io.sealpost.audit.store;

import io.sealpost.audit.domain.AuditStep;
import io.sealpost.audit.domain.TimelineEntry;
import io.sealpost.hop.UuidOrder;
import io.sealpost.seal.Secret;
import io.sealpost.seal.id.MessageId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads the timeline, with the key of each leaf. Reactive, for HTTP. */
@ApplicationScoped
public class TimelineStore {
    private static final String OF_MESSAGE =
            "from StoredEvent where id between ?1 and ?2 and messageId = ?3 order by leafIndex";
    private static final String OF_EVENTS =
            "from StoredEvent where id in ?1 and id between ?2 and ?3 order by leafIndex";

    private final Mutiny.SessionFactory sessions;
    private final AuditKeyStore keys;

    @Inject
    TimelineStore(Mutiny.SessionFactory sessions, AuditKeyStore keys) {
        this.sessions = sessions;
        this.keys = keys;
    }

    /** A message's entries in the order of the log; empty for an unknown message. */
    public Uni<List<TimelineEntry>> ofMessage(MessageId message) {
        // The ids of its events begin with the 48 time bits of its own id.
        long millis = message.value().getMostSignificantBits() & ~0xFFFFL;
        UUID lowest = new UUID(millis, 0);
        UUID highest = new UUID(millis | 0xFFFF, -1);
        return sessions.withSession(
                        session ->
                                session.createSelectionQuery(OF_MESSAGE, StoredEvent.class)
                                        .setParameter(1, lowest)
                                        .setParameter(2, highest)
                                        .setParameter(3, message.value())
                                        .getResultList())
                .chain(this::withKeys);
    }

    /** The entries of these events in the order of the log, without unknown events. */
    public Uni<List<TimelineEntry>> ofEvents(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<UUID> sorted = ids.stream().sorted(UuidOrder.UNSIGNED).toList();
        return sessions.withSession(
                        session ->
                                session.createSelectionQuery(OF_EVENTS, StoredEvent.class)
                                        .setParameter(1, sorted)
                                        .setParameter(2, sorted.getFirst())
                                        .setParameter(3, sorted.getLast())
                                        .getResultList())
                .chain(this::withKeys);
    }

    private Uni<List<TimelineEntry>> withKeys(List<StoredEvent> rows) {
        Set<String> subjects =
                rows.stream().map(row -> row.step().subject().keyId()).collect(Collectors.toSet());
        return keys.find(subjects)
                .map(found -> rows.stream().map(row -> entry(row, found)).toList());
    }

    private static TimelineEntry entry(StoredEvent row, Map<String, Optional<Secret>> keys) {
        AuditStep step = row.step();
        Optional<Secret> auditKey = keys.getOrDefault(step.subject().keyId(), Optional.empty());
        return new TimelineEntry(step, row.leafIndex, auditKey.map(step::leafKey));
    }
}
