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

/** The keys of data subjects. Never kept in memory: whose row is gone has no key from then on. */
@ApplicationScoped
public class SubjectKeys {
    private static final String FIND =
            """
            select id, business, recipient, wrapped from subject_key
            join unnest($1::text[], $2::text[]) asked(business, recipient) using (business, recipient)
            """;
    private static final String ADD =
            """
            insert into subject_key (business, recipient, id, wrapped)
            select * from unnest($1::text[], $2::text[], $3::uuid[], $4::bytea[])
            on conflict do nothing
            """;

    private final Pool pool;
    private final Kek kek;
    private final RecipientKey recipientKey;

    @Inject
    SubjectKeys(Pool pool, Kek kek, RecipientKey recipientKey) {
        this.pool = pool;
        this.kek = kek;
        this.recipientKey = recipientKey;
    }

    /** The key of every subject, made where there is none. Outside any transaction. */
    public Uni<Map<Subject, PersonalKey>> ensure(Set<Subject> subjects) {
        return find(subjects)
                .chain(
                        known ->
                                known.size() == subjects.size()
                                        ? Uni.createFrom().item(known)
                                        : add(missing(subjects, known))
                                                .chain(() -> find(subjects)));
    }

    /** The keys of those subjects that have one. */
    public Uni<Map<Subject, PersonalKey>> find(Set<Subject> subjects) {
        if (subjects.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return pool.preparedQuery(FIND)
                .execute(columns(subjects).tuple())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::unwrapped);
    }

    /** A key-encryption key that does not unwrap the service's own key wraps nobody's. */
    private Uni<Void> add(Set<Subject> subjects) {
        return recipientKey
                .get()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(ours -> addNew(subjects));
    }

    private Uni<Void> addNew(Set<Subject> subjects) {
        List<UUID> ids = subjects.stream().map(subject -> UUID.randomUUID()).toList();
        Tuple made =
                columns(subjects)
                        .and(ids)
                        .uuids(id -> id)
                        .bytes(id -> SubjectKey.generate().wrapped(kek, id.toString()))
                        .tuple();
        return pool.preparedQuery(ADD).execute(made).replaceWithVoid();
    }

    private Map<Subject, PersonalKey> unwrapped(RowSet<Row> rows) {
        Map<Subject, PersonalKey> keys = new HashMap<>();
        for (Row row : rows) {
            UUID id = row.getUUID("id");
            SubjectKey key =
                    SubjectKey.unwrapped(kek, row.getBuffer("wrapped").getBytes(), id.toString())
                            .orElseThrow(() -> new WrongKek("subject key"));
            keys.put(subject(row), new PersonalKey(id, key));
        }
        return keys;
    }

    private static Set<Subject> missing(Set<Subject> subjects, Map<Subject, PersonalKey> known) {
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
