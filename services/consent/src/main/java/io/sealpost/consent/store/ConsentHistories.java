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

/** Reads all that is recorded of one subject. */
@ApplicationScoped
public class ConsentHistories {

    /**
     * All that is recorded of one subject.
     *
     * @param withdrawnAt when the person last withdrew more than has a record; null if never
     * @param records the canonical bytes of every version, by purpose, channel and version
     */
    public record ConsentHistory(
            boolean blocked, @Nullable Instant withdrawnAt, List<byte[]> records) {}

    private static final String RECORDS =
            """
            from ConsentRecordRow where business = :business and recipient = :recipient
            order by purpose, channel, version
            """;

    private final Mutiny.SessionFactory sessions;
    private final SubjectKeyStore keys;

    @Inject
    ConsentHistories(Mutiny.SessionFactory sessions, SubjectKeyStore keys) {
        this.sessions = sessions;
        this.keys = keys;
    }

    /** Empty for a subject that is not known, or whose key was deleted. */
    public Uni<Optional<ConsentHistory>> of(Subject subject) {
        return rows(subject)
                .chain(
                        rows ->
                                keys.find(Set.of(subject))
                                        .emitOn(Infrastructure.getDefaultWorkerPool())
                                        .map(
                                                found ->
                                                        Optional.ofNullable(found.get(subject))
                                                                .map(key -> decrypted(rows, key))));
    }

    private record Rows(@Nullable SubjectRow subject, List<ConsentRecordRow> records) {
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
                                                session.createQuery(RECORDS, ConsentRecordRow.class)
                                                        .setParameter("business", business)
                                                        .setParameter("recipient", recipient)
                                                        .getResultList()
                                                        .map(records -> new Rows(row, records))));
    }

    /** Records under an earlier key of the subject cannot be decrypted, and are left out. */
    private static ConsentHistory decrypted(Rows rows, StoredSubjectKey key) {
        return new ConsentHistory(
                rows.blocked(),
                rows.withdrawnAt(),
                rows.records().stream()
                        .map(row -> key.decrypt("consent_record", "canonical", row.canonical))
                        .flatMap(Optional::stream)
                        .toList());
    }
}
