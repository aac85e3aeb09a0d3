package io.sealpost.consent.store;

import io.sealpost.consent.domain.ConsentRecord;
import io.sealpost.consent.domain.ConsentScope;
import io.sealpost.consent.domain.ConsentStatus;
import io.sealpost.consent.domain.ConsentStatus.Granted;
import io.sealpost.consent.domain.ConsentStatus.Withdrawn;
import io.sealpost.consent.domain.Ledger;
import io.sealpost.consent.domain.NewestRecord;
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

/** Loads and stores ledgers, a batch at a time. */
@ApplicationScoped
public class LedgerStore {
    private static final String TABLE = "consent_record";
    private static final String CANONICAL = "canonical";

    private static final String ADD_SUBJECTS =
            """
            insert into subject (business, recipient)
            select * from unnest($1::text[], $2::text[]) on conflict do nothing
            """;
    private static final String LOCK_SUBJECTS =
            """
            select business, recipient, version, blocked, block_version, withdrawn_at from subject
            join unnest($1::text[], $2::text[]) wanted(business, recipient) using (business, recipient)
            order by business, recipient for update of subject
            """;
    private static final String FIND_NEWEST =
            """
            select distinct on (business, recipient, purpose, channel)
              business, recipient, purpose, channel, version, state, hash, command_id, valid_until, withdrawn_at
            from consent_record
            join unnest($1::text[], $2::text[]) wanted(business, recipient) using (business, recipient)
            order by business, recipient, purpose, channel, version desc
            """;
    private static final String UPDATE_SUBJECTS =
            """
            update subject set version = now.version, blocked = now.blocked, block_version = now.block_version,
              withdrawn_at = now.withdrawn_at
            from unnest($1::text[], $2::text[], $3::bigint[], $4::boolean[], $5::bigint[], $6::timestamptz[])
              now(business, recipient, version, blocked, block_version, withdrawn_at)
            where (subject.business, subject.recipient) = (now.business, now.recipient)
            """;
    private static final String ADD_RECORDS =
            """
            insert into consent_record (business, recipient, purpose, channel, version, state, hash,
              command_id, decided_at, valid_until, withdrawn_at, subject_key_id, canonical)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[],
              $7::bytea[], $8::uuid[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::uuid[],
              $13::bytea[])
            """;
    private static final String MOVE_WITHDRAWALS =
            """
            update consent_record set withdrawn_at = now.withdrawn_at
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::timestamptz[])
              now(business, recipient, purpose, channel, version, withdrawn_at)
            where (consent_record.business, consent_record.recipient, consent_record.purpose,
                consent_record.channel, consent_record.version)
              = (now.business, now.recipient, now.purpose, now.channel, now.version)
              and consent_record.withdrawn_at < now.withdrawn_at
            """;

    /** The ledgers of these subjects; missing rows are added, and rows are locked in order. */
    public Uni<Map<Subject, Ledger>> load(SqlConnection transaction, Set<Subject> subjects) {
        if (subjects.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Tuple wanted = SubjectKeyStore.columns(subjects).tuple();
        return transaction
                .preparedQuery(ADD_SUBJECTS)
                .execute(wanted)
                .chain(() -> transaction.preparedQuery(LOCK_SUBJECTS).execute(wanted))
                .chain(
                        locked ->
                                transaction
                                        .preparedQuery(FIND_NEWEST)
                                        .execute(wanted)
                                        .map(newest -> ledgers(locked, newest)));
    }

    /** The statements that store the changes. {@code keys} must contain every subject's key. */
    public List<Write> writes(List<Ledger> changed, Map<Subject, StoredSubjectKey> keys) {
        if (changed.isEmpty()) {
            return List.of();
        }
        List<ConsentRecord> records =
                changed.stream().flatMap(ledger -> ledger.unsaved().records().stream()).toList();
        return List.of(
                new Write(UPDATE_SUBJECTS, subjects(changed)),
                new Write(ADD_RECORDS, records(records, keys)),
                new Write(MOVE_WITHDRAWALS, withdrawals(changed)));
    }

    private static Map<Subject, Ledger> ledgers(RowSet<Row> locked, RowSet<Row> newestRecords) {
        Map<Subject, Map<ConsentScope, NewestRecord>> newest = new HashMap<>();
        for (Row row : newestRecords) {
            newest.computeIfAbsent(SubjectKeyStore.subject(row), subject -> new TreeMap<>())
                    .put(scope(row), newest(row));
        }
        Map<Subject, Ledger> ledgers = new HashMap<>();
        for (Row row : locked) {
            Subject subject = SubjectKeyStore.subject(row);
            ledgers.put(
                    subject,
                    Ledger.loaded(
                            subject,
                            row.getLong("version"),
                            row.getBoolean("blocked"),
                            row.getLong("block_version"),
                            instant(row.getOffsetDateTime("withdrawn_at")),
                            newest.getOrDefault(subject, Map.of())));
        }
        return ledgers;
    }

    private static ConsentScope scope(Row row) {
        return new ConsentScope(
                new Purpose(row.getString("purpose")), Channel.valueOf(row.getString("channel")));
    }

    private static NewestRecord newest(Row row) {
        return new NewestRecord(
                row.getLong("version"),
                status(row),
                Sha256.from(row.getBuffer("hash").getBytes()),
                row.getUUID("command_id"));
    }

    private static ConsentStatus status(Row row) {
        String state = row.getString("state");
        return switch (state) {
            case Granted.SYMBOL -> new Granted(instant(row.getOffsetDateTime("valid_until")));
            case Withdrawn.SYMBOL ->
                    new Withdrawn(row.getOffsetDateTime("withdrawn_at").toInstant());
            default -> throw new IllegalStateException("no consent status " + state);
        };
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

    private static Tuple records(List<ConsentRecord> records, Map<Subject, StoredSubjectKey> keys) {
        return Columns.of(records)
                .texts(r -> r.subject().business().value())
                .texts(r -> r.subject().recipient().value())
                .texts(r -> r.scope().purpose().value())
                .texts(r -> r.scope().channel().name())
                .longs(ConsentRecord::version)
                .texts(r -> r.status().symbol())
                .bytes(r -> r.hash().toArray())
                .uuids(ConsentRecord::commandId)
                .times(ConsentRecord::decidedAt)
                .times(r -> r.status() instanceof Granted g ? g.validUntil() : null)
                .times(r -> r.status() instanceof Withdrawn w ? w.withdrawnAt() : null)
                .uuids(r -> key(r, keys).id())
                .bytes(r -> key(r, keys).encrypt(TABLE, CANONICAL, r.canonical()))
                .tuple();
    }

    private static StoredSubjectKey key(ConsentRecord record, Map<Subject, StoredSubjectKey> keys) {
        return Objects.requireNonNull(keys.get(record.subject()), "prepare found every key");
    }

    private record Withdrawal(
            Subject subject, ConsentScope scope, long version, Withdrawn status) {}

    /** Every newest record that is a withdrawal; the time of most is as it was, and stays. */
    private static Tuple withdrawals(List<Ledger> ledgers) {
        List<Withdrawal> withdrawals = new ArrayList<>();
        for (Ledger ledger : ledgers) {
            ledger.newest()
                    .forEach(
                            (scope, record) -> {
                                if (record.status() instanceof Withdrawn status) {
                                    withdrawals.add(
                                            new Withdrawal(
                                                    ledger.subject(),
                                                    scope,
                                                    record.version(),
                                                    status));
                                }
                            });
        }
        return Columns.of(withdrawals)
                .texts(w -> w.subject().business().value())
                .texts(w -> w.subject().recipient().value())
                .texts(w -> w.scope().purpose().value())
                .texts(w -> w.scope().channel().name())
                .longs(Withdrawal::version)
                .times(w -> w.status().withdrawnAt())
                .tuple();
    }
}
