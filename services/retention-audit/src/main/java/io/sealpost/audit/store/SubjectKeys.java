package io.sealpost.audit.store;

import io.quarkus.runtime.Startup;
import io.sealpost.audit.AuditConfig;
import io.sealpost.audit.domain.Subject;
import io.sealpost.hop.Columns;
import io.sealpost.kms.Kek;
import io.sealpost.kms.WrongKek;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Secret;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The subjects' audit keys: 32 random bytes each, wrapped by the KEK for its row, made when a
 * subject is first seen. The writer's thread alone uses {@link #of} and {@link #remember}.
 */
@Startup
@ApplicationScoped
public class SubjectKeys {
    private static final int BYTES = 32;
    private static final String FIND =
            "select id, wrapped from subject_audit_key where id = any($1)";
    private static final String ANY =
            "select id, wrapped from subject_audit_key where wrapped is not null limit 1";
    private static final String ADD =
            "insert into subject_audit_key (id, wrapped) select * from unnest($1::text[], $2::bytea[])";

    private final Pool pool;
    private final Kek kek;
    private final Map<String, Secret> recent;

    /**
     * The keys of some subjects.
     *
     * @param all by subject; empty: erased
     * @param made those that are new, wrapped by id, to be stored with the first leaf under them
     */
    public record Found(Map<Subject, Optional<Secret>> all, Map<String, byte[]> made) {}

    @Inject
    SubjectKeys(Pool pool, AuditConfig config, Kek kek) {
        this.pool = pool;
        this.kek = kek;
        this.recent = leastRecentlyUsed(config.subjectKeyCache());
    }

    /**
     * Reads the keys, and makes the missing ones. Blocking.
     *
     * @throws WrongKek when another key-encryption key wrapped those that are there: it makes none
     */
    public Found of(Collection<Subject> subjects) {
        List<String> unknown =
                subjects.stream()
                        .map(Subject::keyId)
                        .filter(id -> !recent.containsKey(id))
                        .toList();
        Map<String, Optional<Secret>> stored =
                unknown.isEmpty() ? Map.of() : Rows.await(find(unknown));
        if (stored.size() < unknown.size()) {
            requireOurKek();
        }
        Found found = new Found(HashMap.newHashMap(subjects.size()), new LinkedHashMap<>());
        subjects.forEach(
                subject -> found.all.put(subject, key(subject.keyId(), stored, found.made)));
        return found;
    }

    /** Any key that is there tells. */
    private void requireOurKek() {
        if (!kek.isProven()) {
            Rows.await(keys(pool.query(ANY).execute()));
        }
    }

    private Optional<Secret> key(
            String id, Map<String, Optional<Secret>> stored, Map<String, byte[]> made) {
        Secret known = recent.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Secret> read = stored.get(id);
        return read != null ? read : Optional.of(fresh(id, made));
    }

    private Secret fresh(String id, Map<String, byte[]> made) {
        Secret key = Secret.random(BYTES);
        made.put(id, kek.wrap(key, place(id)));
        return key;
    }

    /**
     * Once their rows are committed, and not before: a leaf must never hang on a key that is lost.
     */
    void remember(Found found) {
        found.all.forEach((subject, key) -> key.ifPresent(k -> recent.put(subject.keyId(), k)));
    }

    /** Reads every key anew: at each start, so that an erasure is never missed for long. */
    public void forget() {
        recent.clear();
    }

    /** The stored keys by id; an erased one is empty, an unknown one missing. */
    public Uni<Map<String, Optional<Secret>>> find(Collection<String> ids) {
        return keys(pool.preparedQuery(FIND).execute(Tuple.of(ids.toArray(String[]::new))));
    }

    private Uni<Map<String, Optional<Secret>>> keys(Uni<RowSet<Row>> asked) {
        return asked.emitOn(Infrastructure.getDefaultWorkerPool())
                .map(
                        rows -> {
                            Map<String, Optional<Secret>> keys = HashMap.newHashMap(rows.size());
                            for (Row row : rows) {
                                keys.put(row.getString(0), unwrapped(row));
                            }
                            return keys;
                        });
    }

    private Optional<Secret> unwrapped(Row row) {
        Buffer wrapped = row.getBuffer(1);
        if (wrapped == null) {
            return Optional.empty();
        }
        return Optional.of(
                kek.unwrap(wrapped.getBytes(), place(row.getString(0)))
                        .orElseThrow(() -> new WrongKek("subject's audit key")));
    }

    Uni<Void> add(SqlConnection transaction, Map<String, byte[]> made) {
        if (made.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple columns =
                Columns.of(made.entrySet())
                        .texts(Map.Entry::getKey)
                        .bytes(Map.Entry::getValue)
                        .tuple();
        return transaction.preparedQuery(ADD).execute(columns).replaceWithVoid();
    }

    private static Canonical place(String id) {
        return Canonical.labelled("sealpost/subject-audit-key/v1").text(id);
    }

    private static Map<String, Secret> leastRecentlyUsed(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Secret> eldest) {
                return size() > most;
            }
        };
    }
}
