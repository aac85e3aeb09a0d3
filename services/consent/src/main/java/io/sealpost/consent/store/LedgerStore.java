package io.sealpost.consent.store;

import io.sealpost.consent.domain.ConsentRecord;
import io.sealpost.consent.domain.Ledger;
import io.sealpost.consent.domain.Scope;
import io.sealpost.consent.domain.Stance;
import io.sealpost.consent.domain.Stance.Granted;
import io.sealpost.consent.domain.Stance.Withdrawn;
import io.sealpost.consent.domain.Standing;
import io.sealpost.consent.domain.Subject;
import io.sealpost.hop.Columns;
import io.sealpost.hop.Write;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Purpose;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ledgers as rows, a batch at a time. */
@ApplicationScoped
public class LedgerStore {
    private static final String TABLE = "consent_record";
    private static final String CANONICAL = "canonical";

    private static final String MAKE =
            """
            insert into subject (business, recipient)
            select * from unnest($1::text[], $2::text[]) on conflict do nothing
            """;
    private static final String LOCK =
            """
            select business, recipient, version, blocked, block_version, withdrawn_at from subject
            join unnest($1::text[], $2::text[]) asked(business, recipient) using (business, recipient)
            order by business, recipient for update of subject
            """;
    private static final String NEWEST =
            """
            select distinct on (business, recipient, purpose, channel)
              business, recipient, purpose, channel, version, state, hash, command_id, valid_until, withdrawn_at
            from consent_record
            join unnest($1::text[], $2::text[]) asked(business, recipient) using (business, recipient)
            order by business, recipient, purpose, channel, version desc
            """;
    private static final String UPDATE =
            """
            update subject set version = now.version, blocked = now.blocked, block_version = now.block_version,
              withdrawn_at = now.withdrawn_at
            from unnest($1::text[], $2::text[], $3::bigint[], $4::boolean[], $5::bigint[], $6::timestamptz[])
              now(business, recipient, version, blocked, block_version, withdrawn_at)
            where (subject.business, subject.recipient) = (now.business, now.recipient)
            """;
    private static final String ADD =
            """
            insert into consent_record (business, recipient, purpose, channel, version, state, hash,
              command_id, decided_at, valid_until, withdrawn_at, subject_key_id, canonical)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[],
              $7::bytea[], $8::uuid[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::uuid[],
              $13::bytea[])
            """;
    private static final String ASKED =
            """
            update consent_record set withdrawn_at = now.withdrawn_at
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::timestamptz[])
              now(business, recipient, purpose, channel, version, withdrawn_at)
            where (consent_record.business, consent_record.recipient, consent_record.purpose,
                consent_record.channel, consent_record.version)
              = (now.business, now.recipient, now.purpose, now.channel, now.version)
              and consent_record.withdrawn_at < now.withdrawn_at
            """;

    /** The ledgers of these subjects, their rows made where missing, and locked in order. */
    public Uni<Map<Subject, Ledger>> load(SqlConnection transaction, Set<Subject> subjects) {
        if (subjects.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Tuple asked = SubjectKeys.columns(subjects).tuple();
        return transaction
                .preparedQuery(MAKE)
                .execute(asked)
                .chain(() -> transaction.preparedQuery(LOCK).execute(asked))
                .chain(
                        locked ->
                                transaction
                                        .preparedQuery(NEWEST)
                                        .execute(asked)
                                        .map(newest -> ledgers(locked, newest)));
    }

    /** What stores the changes; every subject's key must be there. */
    public List<Write> writes(List<Ledger> changed, Map<Subject, PersonalKey> keys) {
        if (changed.isEmpty()) {
            return List.of();
        }
        List<ConsentRecord> records =
                changed.stream().flatMap(ledger -> ledger.unsaved().records().stream()).toList();
        return List.of(
                new Write(UPDATE, subjects(changed)),
                new Write(ADD, records(records, keys)),
                new Write(ASKED, withdrawals(changed)));
    }

    private static Map<Subject, Ledger> ledgers(RowSet<Row> locked, RowSet<Row> newest) {
        Map<Subject, Map<Scope, Standing>> standing = new HashMap<>();
        for (Row row : newest) {
            standing.computeIfAbsent(SubjectKeys.subject(row), subject -> new TreeMap<>())
                    .put(scope(row), standing(row));
        }
        Map<Subject, Ledger> ledgers = new HashMap<>();
        for (Row row : locked) {
            Subject subject = SubjectKeys.subject(row);
            ledgers.put(
                    subject,
                    Ledger.loaded(
                            subject,
                            row.getLong("version"),
                            row.getBoolean("blocked"),
                            row.getLong("block_version"),
                            instant(row.getOffsetDateTime("withdrawn_at")),
                            standing.getOrDefault(subject, Map.of())));
        }
        return ledgers;
    }

    private static Scope scope(Row row) {
        return new Scope(
                new Purpose(row.getString("purpose")), Channel.valueOf(row.getString("channel")));
    }

    private static Standing standing(Row row) {
        Stance stance =
                row.getString("state").equals("GRANTED")
                        ? new Granted(instant(row.getOffsetDateTime("valid_until")))
                        : new Withdrawn(row.getOffsetDateTime("withdrawn_at").toInstant());
        return new Standing(
                row.getLong("version"),
                stance,
                Sha256.from(row.getBuffer("hash").getBytes()),
                row.getUUID("command_id"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static Tuple subjects(List<Ledger> ledgers) {
        return Columns.of(ledgers)
                .texts(l -> l.subject().business().value())
                .texts(l -> l.subject().recipient().value())
                .longs(Ledger::version)
                .flags(Ledger::blocked)
                .longs(Ledger::blockVersion)
                .times(Ledger::withdrawnAt)
                .tuple();
    }

    private static Tuple records(List<ConsentRecord> records, Map<Subject, PersonalKey> keys) {
        return Columns.of(records)
                .texts(r -> r.subject().business().value())
                .texts(r -> r.subject().recipient().value())
                .texts(r -> r.scope().purpose().value())
                .texts(r -> r.scope().channel().name())
                .longs(ConsentRecord::version)
                .texts(ConsentRecord::state)
                .bytes(r -> r.hash().toArray())
                .uuids(ConsentRecord::commandId)
                .times(ConsentRecord::decidedAt)
                .times(r -> r.stance() instanceof Granted g ? g.validUntil() : null)
                .times(r -> r.stance() instanceof Withdrawn w ? w.askedAt() : null)
                .uuids(r -> key(r, keys).id())
                .bytes(r -> key(r, keys).encrypt(TABLE, CANONICAL, r.canonical()))
                .tuple();
    }

    private static PersonalKey key(ConsentRecord record, Map<Subject, PersonalKey> keys) {
        return Objects.requireNonNull(keys.get(record.subject()), "keys are prepared");
    }

    private record Asked(Subject subject, Scope scope, long version, Withdrawn withdrawn) {}

    /** Every standing no of a changed ledger; most are as they were, and stay. */
    private static Tuple withdrawals(List<Ledger> ledgers) {
        List<Asked> asked = new ArrayList<>();
        for (Ledger ledger : ledgers) {
            ledger.standing()
                    .forEach(
                            (scope, standing) -> {
                                if (standing.stance() instanceof Withdrawn no) {
                                    asked.add(
                                            new Asked(
                                                    ledger.subject(),
                                                    scope,
                                                    standing.version(),
                                                    no));
                                }
                            });
        }
        return Columns.of(asked)
                .texts(a -> a.subject().business().value())
                .texts(a -> a.subject().recipient().value())
                .texts(a -> a.scope().purpose().value())
                .texts(a -> a.scope().channel().name())
                .longs(Asked::version)
                .times(a -> a.withdrawn().askedAt())
                .tuple();
    }
}
