package io.sealpost.consent.store;

import io.sealpost.consent.domain.Subject;
import io.sealpost.hop.Columns;
import io.sealpost.kms.Kek;
import io.sealpost.kms.SubjectKey;
import io.sealpost.kms.WrongKek;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The keys of data subjects. Never kept in memory: a key ends with the deletion of its row. */
@ApplicationScoped
public class SubjectKeyStore {
    private static final String FIND =
            """
            select id, business, recipient, wrapped from subject_key
            join unnest($1::text[], $2::text[]) wanted(business, recipient) using (business, recipient)
            """;
    private static final String ADD =
            """
            insert into subject_key (business, recipient, id, wrapped)
            select * from unnest($1::text[], $2::text[], $3::uuid[], $4::bytea[])
            on conflict do nothing
            """;

    private final Pool pool;
    private final Kek kek;
    private final RecipientIdKey recipientKey;

    @Inject
    SubjectKeyStore(Pool pool, Kek kek, RecipientIdKey recipientKey) {
        this.pool = pool;
        this.kek = kek;
        this.recipientKey = recipientKey;
    }

    /** The key of every subject, generated where there is none. Not in a transaction. */
    public Uni<Map<Subject, StoredSubjectKey>> ensure(Set<Subject> subjects) {
        return find(subjects)
                .chain(
                        known ->
                                known.size() == subjects.size()
                                        ? Uni.createFrom().item(known)
                                        : add(missing(subjects, known))
                                                .chain(() -> find(subjects)));
    }

    /** The keys of those subjects that have one. */
    public Uni<Map<Subject, StoredSubjectKey>> find(Set<Subject> subjects) {
        if (subjects.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return pool.preparedQuery(FIND)
                .execute(columns(subjects).tuple())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::unwrapped);
    }

    /** Only a key-encryption key that unwraps the service's own key may wrap new keys. */
    private Uni<Void> add(Set<Subject> subjects) {
        return recipientKey
                .get()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(unwrapped -> addNew(subjects));
    }

    private Uni<Void> addNew(Set<Subject> subjects) {
        List<UUID> ids = subjects.stream().map(subject -> UUID.randomUUID()).toList();
        Tuple generated =
                columns(subjects)
                        .and(ids)
                        .uuids(id -> id)
                        .bytes(id -> SubjectKey.generate().wrapped(kek, id.toString()))
                        .tuple();
        return pool.preparedQuery(ADD).execute(generated).replaceWithVoid();
    }

    private Map<Subject, StoredSubjectKey> unwrapped(RowSet<Row> rows) {
        Map<Subject, StoredSubjectKey> keys = new HashMap<>();
        for (Row row : rows) {
            UUID id = row.getUUID("id");
            SubjectKey key =
                    SubjectKey.unwrapped(kek, row.getBuffer("wrapped").getBytes(), id.toString())
                            .orElseThrow(() -> new WrongKek("subject key"));
            keys.put(subject(row), new StoredSubjectKey(id, key));
        }
        return keys;
    }

    private static Set<Subject> missing(
            Set<Subject> subjects, Map<Subject, StoredSubjectKey> known) {
        Set<Subject> missing = new TreeSet<>(subjects);
        missing.removeAll(known.keySet());
        return missing;
    }

    static Subject subject(Row row) {
        return new Subject(
                new BusinessId(row.getString("business")),
                new RecipientId(row.getString("recipient")));
    }

    static Columns<Subject> columns(Set<Subject> subjects) {
        return Columns.of(subjects)
                .texts(subject -> subject.business().value())
                .texts(subject -> subject.recipient().value());
    }
}
