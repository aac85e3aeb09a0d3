package io.sealpost.audit.store;

import io.quarkus.runtime.Startup;
import io.sealpost.audit.AuditConfig;
import io.sealpost.audit.domain.AuditSubject;
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
 * The subject audit keys: 32 random bytes each, created with the subject's first leaf and wrapped
 * by the KEK for its row. Only the appender's thread uses the cache ({@link #findOrCreate}, {@link
 * #cache}, {@link #clearCache}); {@link #find} is for any thread.
 */
@Startup
@ApplicationScoped
public class AuditKeyStore {
    private static final int KEY_SIZE = 32;
    private static final String FIND =
            "select id, wrapped from subject_audit_key where id = any($1)";
    private static final String ANY =
            "select id, wrapped from subject_audit_key where wrapped is not null limit 1";
    private static final String ADD =
            "insert into subject_audit_key (id, wrapped) select * from unnest($1::text[], $2::bytea[])";

    private final Pool pool;
    private final Kek kek;
    private final Map<String, Secret> cache;

    /**
     * The keys of some subjects.
     *
     * @param bySubject empty for an erased subject
     * @param created the new keys, wrapped, by the id of their row; to be stored with the first
     *     leaf under them
     */
    public record Keys(
            Map<AuditSubject, Optional<Secret>> bySubject, Map<String, byte[]> created) {}

    @Inject
    AuditKeyStore(Pool pool, AuditConfig config, Kek kek) {
        this.pool = pool;
        this.kek = kek;
        this.cache = leastRecentlyUsed(config.subjectKeyCache());
    }

    /**
     * Reads the keys and creates missing ones. Blocking.
     *
     * @throws WrongKek if another KEK wrapped the stored keys; no key is created then
     */
    public Keys findOrCreate(Collection<AuditSubject> subjects) {
        List<String> unknown =
                subjects.stream()
                        .map(AuditSubject::keyId)
                        .filter(id -> !cache.containsKey(id))
                        .toList();
        Map<String, Optional<Secret>> stored =
                unknown.isEmpty() ? Map.of() : BlockingQuery.await(find(unknown));
        if (stored.size() < unknown.size()) {
            requireRightKek();
        }
        Keys keys = new Keys(HashMap.newHashMap(subjects.size()), new LinkedHashMap<>());
        subjects.forEach(
                subject -> keys.bySubject.put(subject, key(subject.keyId(), stored, keys.created)));
        return keys;
    }

    /** Unwraps one stored key: this fails if another KEK wrapped it. */
    private void requireRightKek() {
        if (!kek.isProven()) {
            BlockingQuery.await(keys(pool.query(ANY).execute()));
        }
    }

    private Optional<Secret> key(
            String id, Map<String, Optional<Secret>> stored, Map<String, byte[]> created) {
        Secret known = cache.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Secret> read = stored.get(id);
        return read != null ? read : Optional.of(create(id, created));
    }

    private Secret create(String id, Map<String, byte[]> created) {
        Secret key = Secret.random(KEY_SIZE);
        created.put(id, kek.wrap(key, context(id)));
        return key;
    }

    /** Only after the commit: a leaf must not depend on a key that was not stored. */
    void cache(Keys keys) {
        keys.bySubject.forEach((subject, key) -> key.ifPresent(k -> cache.put(subject.keyId(), k)));
    }

    /** Every key is read again. A cached key stays in use after an erasure until then. */
    public void clearCache() {
        cache.clear();
    }

    /** The stored keys by id. An erased key is empty; an unknown key is not in the map. */
    public Uni<Map<String, Optional<Secret>>> find(Collection<String> ids) {
        return keys(pool.preparedQuery(FIND).execute(Tuple.of(ids.toArray(String[]::new))));
    }

    private Uni<Map<String, Optional<Secret>>> keys(Uni<RowSet<Row>> query) {
        return query.emitOn(Infrastructure.getDefaultWorkerPool())
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
                kek.unwrap(wrapped.getBytes(), context(row.getString(0)))
                        .orElseThrow(() -> new WrongKek("subject audit key")));
    }

    Uni<Void> add(SqlConnection transaction, Map<String, byte[]> created) {
        if (created.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple columns =
                Columns.of(created.entrySet())
                        .texts(Map.Entry::getKey)
                        .bytes(Map.Entry::getValue)
                        .tuple();
        return transaction.preparedQuery(ADD).execute(columns).replaceWithVoid();
    }

    private static Canonical context(String id) {
        return Canonical.labelled("sealpost/subject-audit-key/v1").text(id);
    }

    private static Map<String, Secret> leastRecentlyUsed(int maxSize) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Secret> eldest) {
                return size() > maxSize;
            }
        };
    }
}
