package io.sealpost.delivery.store;

import io.sealpost.delivery.domain.MailboxItem;
import io.sealpost.delivery.domain.Step;
import io.sealpost.delivery.domain.StepCommand;
import io.sealpost.hop.Columns;
import io.sealpost.hop.Write;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code mailbox}: the messages that wait for their devices. */
public final class Mailbox {

    /**
     * Removes a message from mailboxes.
     *
     * @param device null for every device
     */
    public record Removal(MessageId message, @Nullable DeviceId device) {}

    private static final String PUT =
            """
            insert into mailbox (message, device, recipient, business, lane, sequence, not_before, ends_at,
                                 purpose, channel, consent_version, consent_partition, frame, sealed)
            select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[],
                                 $7::timestamptz[], $8::timestamptz[], $9::text[], $10::text[], $11::bigint[],
                                 $12::int[], $13::bytea[], $14::bytea[])
            on conflict do nothing
            """;
    private static final String REMOVE =
            """
            delete from mailbox m using unnest($1::uuid[], $2::text[]) as r(message, device)
            where m.message = r.message and m.device = coalesce(r.device, m.device)
            """;
    private static final String DELETE = "delete from mailbox where message < $1";
    // now() and not clock_timestamp(): only a value that is the same for all rows can be looked up
    // in the index.
    private static final String ENDED =
            """
            select distinct message, recipient, lane, ends_at from mailbox
            where ends_at <= now() order by ends_at limit $1
            """;

    private Mailbox() {}

    /** Puts each item into the mailbox of its device. */
    public static List<Write> put(List<MailboxItem> items) {
        if (items.isEmpty()) {
            return List.of();
        }
        Tuple rows =
                Columns.of(items)
                        .uuids(item -> item.message().value())
                        .texts(item -> item.device().value())
                        .texts(item -> item.recipient().value())
                        .texts(item -> item.business().value())
                        .texts(item -> item.lane().name())
                        .longs(MailboxItem::order)
                        .times(MailboxItem::notBefore)
                        .times(MailboxItem::endsAt)
                        .texts(item -> item.consent().purpose().value())
                        .texts(item -> item.consent().channel().name())
                        .longs(item -> item.consent().version())
                        .ints(MailboxItem::consentPartition)
                        .bytes(MailboxItem::frame)
                        .bytes(MailboxItem::sealed)
                        .tuple();
        return List.of(new Write(PUT, rows));
    }

    /** Removes messages from mailboxes. */
    public static List<Write> remove(List<Removal> removals) {
        if (removals.isEmpty()) {
            return List.of();
        }
        Tuple rows =
                Columns.of(removals)
                        .uuids(removal -> removal.message().value())
                        .texts(removal -> text(removal.device()))
                        .tuple();
        return List.of(new Write(REMOVE, rows));
    }

    /**
     * Deletes the rows of messages whose ids are older than {@code earliest}.
     *
     * @return the number of rows
     */
    public static Uni<Integer> deleteOlderThan(Pool pool, Instant earliest) {
        UUID lowest = new UUID(earliest.toEpochMilli() << 16, 0);
        return pool.preparedQuery(DELETE).execute(Tuple.of(lowest)).map(RowSet::rowCount);
    }

    /** An EXPIRE for each message that has ended, the longest ended first. */
    public static Uni<List<StepCommand>> ended(SqlClient client, int limit) {
        return client.preparedQuery(ENDED)
                .execute(Tuple.of(limit))
                .map(rows -> rows.stream().map(Mailbox::expire).toList());
    }

    private static StepCommand expire(Row row) {
        return new StepCommand(
                new MessageId(row.getUUID("message")),
                new RecipientId(row.getString("recipient")),
                Lane.valueOf(row.getString("lane")),
                new Step.Expire(row.getOffsetDateTime("ends_at").toInstant()));
    }

    private static @Nullable String text(@Nullable DeviceId device) {
        return device == null ? null : device.value();
    }
}
