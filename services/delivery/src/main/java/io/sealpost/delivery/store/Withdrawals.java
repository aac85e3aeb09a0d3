package io.sealpost.delivery.store;

import io.sealpost.delivery.domain.Step;
import io.sealpost.delivery.domain.StepCommand;
import io.sealpost.delivery.domain.Withdrawal;
import io.sealpost.hop.Columns;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Lane;
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
import org.jspecify.annotations.Nullable;

/** The table {@code withdrawal}: consents that are no longer in force. */
public final class Withdrawals {
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
    // The mailbox is checked too, so that no clock alone decides. now() and not clock_timestamp():
    // only a value that is the same for all rows can be looked up in the index.
    private static final String DELETE =
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

    private Withdrawals() {}

    /** By recipient, read under the lock that {@link #store} takes too. */
    static Uni<Map<String, List<Withdrawal>>> lockAndFind(
            SqlConnection transaction,
            List<String> recipients,
            ToIntFunction<String> consentPartition) {
        if (recipients.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<Integer> partitions =
                recipients.stream().mapToInt(consentPartition).distinct().boxed().toList();
        return Uni.combine()
                .all()
                .unis(
                        ConsentPulses.share(transaction, partitions),
                        transaction
                                .preparedQuery(FIND)
                                .execute(Tuple.of(recipients.toArray(String[]::new))))
                .with((_, found) -> byRecipient(found));
    }

    private static Map<String, List<Withdrawal>> byRecipient(RowSet<Row> rows) {
        Map<String, List<Withdrawal>> found = new HashMap<>();
        for (Row row : rows) {
            found.computeIfAbsent(row.getString("recipient"), _ -> new ArrayList<>())
                    .add(withdrawal(row));
        }
        return found;
    }

    private static Withdrawal withdrawal(Row row) {
        String channel = orNull(row.getString("channel"));
        return new Withdrawal(
                new BusinessId(row.getString("business")),
                new RecipientId(row.getString("recipient")),
                orNull(row.getString("purpose")),
                channel == null ? null : Channel.valueOf(channel),
                row.getLong("version"));
    }

    /**
     * Stores withdrawals and, in the same transaction, the pulses that follow from the same poll.
     *
     * @param partitions the partitions of the poll
     * @param pulses by partition: consent was running at that time, and all that it had written is
     *     stored now
     * @param at the database's time, for the RECALL steps
     * @return a RECALL for every message in a mailbox that the withdrawals cover
     */
    public static Uni<List<StepCommand>> store(
            Pool pool,
            Set<Integer> partitions,
            List<Withdrawal> withdrawals,
            Map<Integer, Instant> pulses,
            Instant at) {
        return pool.withTransaction(
                transaction ->
                        ConsentPulses.lock(transaction, partitions)
                                .chain(() -> add(transaction, withdrawals, at))
                                .call(() -> ConsentPulses.store(transaction, pulses)));
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
                        .texts(w -> orEmpty(name(w.channel())))
                        .longs(Withdrawal::version)
                        .tuple();
        String[] recipients =
                withdrawals.stream()
                        .map(w -> w.recipient().value())
                        .distinct()
                        .toArray(String[]::new);
        return transaction
                .preparedQuery(ADD)
                .execute(rows)
                .chain(() -> transaction.preparedQuery(RECALLED).execute(Tuple.of(recipients)))
                .map(found -> found.stream().map(row -> recall(row, at)).toList());
    }

    private static StepCommand recall(Row row, Instant at) {
        return new StepCommand(
                new MessageId(row.getUUID("message")),
                new RecipientId(row.getString("recipient")),
                Lane.valueOf(row.getString("lane")),
                new Step.Recall(row.getLong("version"), at));
    }

    /**
     * Deletes withdrawals that were stored longer ago than {@code age}, unless a message of their
     * recipient and business is in a mailbox.
     */
    public static Uni<Void> deleteOlderThan(SqlClient client, Duration age, int limit) {
        return client.preparedQuery(DELETE)
                .execute(Tuple.of(age.toSeconds(), limit))
                .replaceWithVoid();
    }

    private static @Nullable String name(@Nullable Channel channel) {
        return channel == null ? null : channel.name();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
