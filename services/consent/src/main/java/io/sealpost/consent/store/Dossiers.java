package io.sealpost.consent.store;

import io.sealpost.consent.domain.Subject;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Everything on record of one subject, for whoever asks. */
@ApplicationScoped
public class Dossiers {

    /**
     * @param withdrawnAt when the person last said no to more than has a record; null for never
     * @param records the canonical bytes of every version, by purpose, channel and version
     */
    public record Dossier(boolean blocked, @Nullable Instant withdrawnAt, List<byte[]> records) {}

    private static final String RECORDS =
            """
            from RecordRow where business = :business and recipient = :recipient
            order by purpose, channel, version
            """;

    private final Mutiny.SessionFactory sessions;
    private final SubjectKeys keys;

    @Inject
    Dossiers(Mutiny.SessionFactory sessions, SubjectKeys keys) {
        this.sessions = sessions;
        this.keys = keys;
    }

    /** Empty for a subject that is not known, or whose key was destroyed. */
    public Uni<Optional<Dossier>> of(Subject subject) {
        return rows(subject)
                .chain(
                        rows ->
                                keys.find(Set.of(subject))
                                        .emitOn(Infrastructure.getDefaultWorkerPool())
                                        .map(
                                                found ->
                                                        Optional.ofNullable(found.get(subject))
                                                                .map(key -> opened(rows, key))));
    }

    private record Rows(@Nullable SubjectRow subject, List<RecordRow> records) {
        boolean blocked() {
            return subject != null && subject.blocked;
        }

        @Nullable Instant withdrawnAt() {
            return subject == null || subject.withdrawnAt == null
                    ? null
                    : subject.withdrawnAt.toInstant();
        }
    }

    private Uni<Rows> rows(Subject subject) {
        String business = subject.business().value();
        String recipient = subject.recipient().value();
        return sessions.withSession(
                session ->
                        session.find(SubjectRow.class, new SubjectRow.Key(business, recipient))
                                .chain(
                                        row ->
                                                session.createQuery(RECORDS, RecordRow.class)
                                                        .setParameter("business", business)
                                                        .setParameter("recipient", recipient)
                                                        .getResultList()
                                                        .map(records -> new Rows(row, records))));
    }

    /** Records of a key before this one stay closed. */
    private static Dossier opened(Rows rows, PersonalKey key) {
        return new Dossier(
                rows.blocked(),
                rows.withdrawnAt(),
                rows.records().stream()
                        .map(row -> key.decrypt("consent_record", "canonical", row.canonical))
                        .flatMap(Optional::stream)
                        .toList());
    }
}
