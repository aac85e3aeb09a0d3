package io.sealpost.delivery.store;

import io.sealpost.delivery.domain.Step;
import io.sealpost.delivery.domain.StepCommand;
import io.sealpost.delivery.domain.Withdrawal;
import io.sealpost.hop.Columns;
import io.sealpost.schemas.Lane;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Withdrawn consents, and the pulse of the service that tells of them.
 *
 * <p>Storing a withdrawal locks its partition's pulse row, a new message shares that lock: so
 * either the message sees the withdrawal or the withdrawal sees the message in the mailboxes.
 */
public final class Withdrawals {
    private static final String SHARE =
            """
            select partition from consent_pulse where partition = any($1)
            order by partition for share
            """;
    private static final String LOCK =
            """
            select partition from consent_pulse where partition = any($1)
            order by partition for update
            """;
    private static final String FIND =
            """
            select recipient, business, purpose, channel, version from withdrawal
            where recipient = any($1)
            """;
    private static final String ADD =
            """
            insert into withdrawal as w (recipient, business, purpose, channel, version)
            select r, b, p, c, max(v)
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[]) as n(r, b, p, c, v)
            group by r, b, p, c order by r, b, p, c
            on conflict (recipient, business, purpose, channel)
            do update set version = excluded.version, stored_at = now() where excluded.version > w.version
            """;
    private static final String RECALLED =
            """
            select distinct on (m.message) m.message, m.recipient, m.lane, w.version
            from mailbox m join withdrawal w
              on w.recipient = m.recipient and w.business = m.business
             and w.purpose in (m.purpose, '') and w.channel in (m.channel, '')
             and w.version >= m.consent_version
            where m.recipient = any($1)
            order by m.message, w.version desc
            """;
    // The mailbox is asked too, whatever the times say; now(), so that an index is asked for them.
    private static final String FORGET =
            """
            with past as (
              select recipient, business, purpose, channel from withdrawal w
              where stored_at < now() - $1 * interval '1 second'
                and not exists (select from mailbox m where m.recipient = w.recipient and m.business = w.business)
              order by stored_at limit $2
              for update skip locked
            )
            delete from withdrawal w using past p
            where w.recipient = p.recipient and w.business = p.business
              and w.purpose = p.purpose and w.channel = p.channel
            """;
    private static final String PULSE =
            """
            update consent_pulse p set seen_at = q.seen_at
            from unnest($1::int[], $2::timestamptz[]) as q(partition, seen_at)
            where p.partition = q.partition
            """;

    private Withdrawals() {}

    static Uni<Map<String, List<Withdrawal>>> lockAndFind(
            SqlConnection transaction,
            List<String> recipients,
            ToIntFunction<String> consentPartition) {
        if (recipients.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Integer[] partitions =
                recipients.stream()
                        .mapToInt(consentPartition)
                        .distinct()
                        .boxed()
                        .toArray(Integer[]::new);
        return Uni.combine()
                .all()
                .unis(
                        transaction.preparedQuery(SHARE).execute(Tuple.of(partitions)),
                        transaction
                                .preparedQuery(FIND)
                                .execute(Tuple.of(recipients.toArray(String[]::new))))
                .with((locked, found) -> byRecipient(found));
    }

    private static Map<String, List<Withdrawal>> byRecipient(RowSet<Row> rows) {
        Map<String, List<Withdrawal>> found = new HashMap<>();
        for (Row row : rows) {
            found.computeIfAbsent(row.getString("recipient"), any -> new ArrayList<>())
                    .add(withdrawal(row));
        }
        return found;
    }

    private static Withdrawal withdrawal(Row row) {
        return new Withdrawal(
                new BusinessId(row.getString("business")),
                new RecipientId(row.getString("recipient")),
                orNull(row.getString("purpose")),
                orNull(row.getString("channel")),
                row.getLong("version"));
    }

    /** The database's clock. */
    public static Uni<Instant> now(Pool pool) {
        return pool.query("select clock_timestamp()")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
    }

    /**
     * Stores withdrawals and, in the same transaction, when consent last lived.
     *
     * @param read the partitions the withdrawals came from
     * @param pulses of those partitions: consent lived then, and all it had told is stored now
     * @param at the database's clock
     * @return a RECALL for every message in a mailbox that they cover
     */
    public static Uni<List<StepCommand>> store(
            Pool pool,
            Set<Integer> read,
            List<Withdrawal> withdrawals,
            Map<Integer, Instant> pulses,
            Instant at) {
        return pool.withTransaction(
                transaction ->
                        transaction
                                .preparedQuery(LOCK)
                                .execute(Tuple.of(read.toArray(Integer[]::new)))
                                .chain(() -> add(transaction, withdrawals, at))
                                .call(() -> pulse(transaction, pulses)));
    }

    private static Uni<List<StepCommand>> add(
            SqlConnection transaction, List<Withdrawal> withdrawals, Instant at) {
        if (withdrawals.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Tuple rows =
                Columns.of(withdrawals)
                        .texts(w -> w.recipient().value())
                        .texts(w -> w.business().value())
                        .texts(w -> orEmpty(w.purpose()))
                        .texts(w -> orEmpty(w.channel()))
                        .longs(Withdrawal::version)
                        .tuple();
        String[] recipients = recipients(withdrawals).distinct().toArray(String[]::new);
        return transaction
                .preparedQuery(ADD)
                .execute(rows)
                .chain(() -> transaction.preparedQuery(RECALLED).execute(Tuple.of(recipients)))
                .map(found -> found.stream().map(row -> recall(row, at)).toList());
    }

    /** Drops withdrawals stored longer ago than that, if no message of theirs waits. */
    public static Uni<Void> forget(SqlClient client, Duration age, int limit) {
        return client.preparedQuery(FORGET)
                .execute(Tuple.of(age.toSeconds(), limit))
                .replaceWithVoid();
    }

    private static Uni<Void> pulse(SqlConnection transaction, Map<Integer, Instant> pulses) {
        if (pulses.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple columns =
                Columns.of(pulses.entrySet())
                        .ints(Map.Entry::getKey)
                        .times(Map.Entry::getValue)
                        .tuple();
        return transaction.preparedQuery(PULSE).execute(columns).replaceWithVoid();
    }

    private static Stream<String> recipients(List<Withdrawal> withdrawals) {
        return withdrawals.stream().map(w -> w.recipient().value());
    }

    private static StepCommand recall(Row row, Instant at) {
        return new StepCommand(
                new MessageId(row.getUUID("message")),
                new RecipientId(row.getString("recipient")),
                Lane.valueOf(row.getString("lane")),
                new Step.Recall(row.getLong("version"), at));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
