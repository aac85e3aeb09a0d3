package io.sealpost.delivery.store;

import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.hop.Columns;
import io.sealpost.schemas.Lane;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What may be pushed now, and what was pushed before. */
public final class Pushes {

    /**
     * What one frame may hold: so many messages, and so many bytes that the last message may pass
     * them. So a message of any size goes, and no batch takes more memory than was meant for it.
     */
    public record Room(int messages, int bytes) {
        /** Whether more may be left in the mailbox than these. */
        public boolean isFilledBy(List<Taken> taken) {
            return taken.size() >= messages || taken.stream().mapToInt(Taken::size).sum() >= bytes;
        }
    }

    /** A socket that has room. */
    public record Wanted(DeviceAddress address, RecipientId recipient, long epoch, Room room) {}

    /** A message that is this socket's to push, from now on in flight. */
    public record Taken(
            DeviceAddress address,
            MessageId message,
            long order,
            Instant pushedAt,
            Instant expiresAt,
            byte[] frame,
            byte[] sealed) {
        int size() {
            return frame.length + sealed.length;
        }
    }

    /**
     * What is known of a message a device speaks of.
     *
     * @param envelope of what was pushed to it; null where its mailbox has no such message any more
     */
    public record Known(
            Lane lane, @Nullable Sha256 envelope, @Nullable Instant pushedAt, boolean delivered) {}

    // Every condition is judged by the database's clock, in the statement that marks the row. Of
    // the rows locked, those behind the bytes there is room for are left unmarked; a length is read
    // without the bytes themselves.
    private static final String TAKE =
            """
            with due as materialized (
              select m.message, m.device, w.epoch
              from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::int[], $6::int[])
                     as w(business, device, recipient, epoch, messages, bytes)
              join device_owner o on o.business = w.business and o.device = w.device and o.epoch = w.epoch
              join device d on d.business = w.business and d.device = w.device and d.standing
              cross join lateral (
                select f.message, f.device,
                       sum(f.size) over (order by f.sequence rows unbounded preceding) - f.size as before
                from (
                  select q.message, q.device, q.sequence, length(q.frame) + length(q.sealed) as size
                  from mailbox q
                  where q.recipient = w.recipient and q.device = w.device and q.lane = $7
                    and q.business = w.business and q.epoch < w.epoch
                    and q.expires_at > clock_timestamp()
                    and (q.not_before is null or q.not_before <= clock_timestamp())
                    and exists (select from consent_pulse p
                                where p.partition = q.consent_partition
                                  and p.seen_at > clock_timestamp() - $8 * interval '1 millisecond'
                                  and p.seen_at <= clock_timestamp())
                    and not exists (select from withdrawal x
                                    where x.recipient = q.recipient and x.business = q.business
                                      and x.purpose in (q.purpose, '') and x.channel in (q.channel, '')
                                      and x.version >= q.consent_version)
                  order by q.sequence limit w.messages
                  for update of q skip locked
                ) f
              ) m
              where m.before < w.bytes
            )
            update mailbox m set epoch = due.epoch, pushed_at = clock_timestamp()
            from due where m.message = due.message and m.device = due.device
            returning m.business, m.device, m.message, m.sequence, m.pushed_at, m.expires_at, m.frame, m.sealed
            """;
    private static final String KNOWN =
            """
            select a.id, coalesce(q.lane, s.lane) as lane, sha256(q.sealed) as envelope, q.pushed_at,
                   s.stage = 'DELIVERED' as delivered
            from unnest($1::uuid[]) as a(id)
            join message s on s.id = a.id and s.id = any($1)
                          and s.business = $2 and s.recipient = $4
                          and (s.sealed_to = '{}' or $3 = any(s.sealed_to))
            left join mailbox q on q.message = a.id and q.device = $3
            """;
    private static final String PULSES =
            "select partition, seen_at from consent_pulse where seen_at > '-infinity'";

    private Pushes() {}

    /** Takes the oldest messages of one lane for many sockets at once, in order. */
    public static Uni<Map<DeviceAddress, List<Taken>>> take(
            Pool pool, Lane lane, List<Wanted> wanted, Duration consentFresh) {
        Tuple columns =
                Columns.of(wanted)
                        .texts(w -> w.address().business().value())
                        .texts(w -> w.address().device().value())
                        .texts(w -> w.recipient().value())
                        .longs(Wanted::epoch)
                        .ints(w -> w.room().messages())
                        .ints(w -> w.room().bytes())
                        .tuple()
                        .addString(lane.name())
                        .addLong(consentFresh.toMillis());
        return pool.preparedQuery(TAKE)
                .execute(columns)
                .map(
                        rows ->
                                rows.stream()
                                        .map(Pushes::taken)
                                        .sorted(Comparator.comparingLong(Taken::order))
                                        .collect(Collectors.groupingBy(Taken::address)));
    }

    private static Taken taken(Row row) {
        return new Taken(
                new DeviceAddress(
                        new BusinessId(row.getString("business")),
                        new DeviceId(row.getString("device"))),
                new MessageId(row.getUUID("message")),
                row.getLong("sequence"),
                row.getOffsetDateTime("pushed_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                row.getBuffer("frame").getBytes(),
                row.getBuffer("sealed").getBytes());
    }

    /** Those of the messages that were ever sealed to this recipient's device. */
    public static Uni<Map<MessageId, Known>> known(
            SqlClient client,
            DeviceAddress address,
            RecipientId recipient,
            Set<MessageId> messages) {
        UUID[] ids = messages.stream().map(MessageId::value).toArray(UUID[]::new);
        Tuple values =
                Tuple.tuple()
                        .addArrayOfUUID(ids)
                        .addString(address.business().value())
                        .addString(address.device().value())
                        .addString(recipient.value());
        return client.preparedQuery(KNOWN)
                .execute(values)
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        row -> new MessageId(row.getUUID("id")),
                                                        Pushes::known)));
    }

    private static Known known(Row row) {
        var envelope = row.getBuffer("envelope");
        OffsetDateTime pushedAt = row.getOffsetDateTime("pushed_at");
        return new Known(
                Lane.valueOf(row.getString("lane")),
                envelope == null ? null : Sha256.from(envelope.getBytes()),
                pushedAt == null ? null : pushedAt.toInstant(),
                row.getBoolean("delivered"));
    }

    /** When each partition's pulse was last seen. */
    public static Uni<Map<Integer, Instant>> pulses(Pool pool) {
        return pool.query(PULSES)
                .execute()
                .map(
                        rows -> {
                            Map<Integer, Instant> seen = new HashMap<>();
                            for (Row row : rows) {
                                seen.put(row.getInteger(0), row.getOffsetDateTime(1).toInstant());
                            }
                            return seen;
                        });
    }
}
