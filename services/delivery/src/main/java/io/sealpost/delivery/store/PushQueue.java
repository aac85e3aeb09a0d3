package io.sealpost.delivery.store;

import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.hop.Columns;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes the messages that may be pushed now from the mailboxes, and marks them as pushed. */
public final class PushQueue {

    /**
     * What one frame may hold. The last message may exceed {@code bytes}, so that a message of any
     * size fits in a frame of its own.
     */
    public record FrameLimit(int messages, int bytes) {
        /** Whether the mailbox may hold more than these. */
        public boolean isReachedBy(List<PushedMessage> pushed) {
            return pushed.size() >= messages
                    || pushed.stream().mapToInt(PushedMessage::size).sum() >= bytes;
        }
    }

    /** A socket that can be pushed to. */
    public record Request(
            DeviceAddress address, RecipientId recipient, long epoch, FrameLimit limit) {}

    /** A message that is marked as pushed by this socket. */
    public record PushedMessage(
            DeviceAddress address,
            MessageId message,
            long order,
            Instant pushedAt,
            Instant endsAt,
            byte[] frame,
            byte[] sealed) {
        int size() {
            return frame.length + sealed.length;
        }
    }

    // Every condition is evaluated by the database's clock, in the statement that marks the row.
    // Rows are locked up to the number of messages; those beyond the number of bytes stay unmarked.
    // The length of a column is read without its bytes.
    private static final String TAKE =
            """
            with due as materialized (
              select m.message, m.device, w.epoch
              from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::int[], $6::int[])
                     as w(business, device, recipient, epoch, messages, bytes)
              join device_owner o on o.business = w.business and o.device = w.device and o.epoch = w.epoch
              join device d on d.business = w.business and d.device = w.device and d.listed
              cross join lateral (
                select f.message, f.device,
                       sum(f.size) over (order by f.sequence rows unbounded preceding) - f.size as before
                from (
                  select q.message, q.device, q.sequence, length(q.frame) + length(q.sealed) as size
                  from mailbox q
                  where q.recipient = w.recipient and q.device = w.device and q.lane = $7
                    and q.business = w.business and q.epoch < w.epoch
                    and q.ends_at > clock_timestamp()
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
            returning m.business, m.device, m.message, m.sequence, m.pushed_at, m.ends_at, m.frame, m.sealed
            """;

    private PushQueue() {}

    /**
     * Takes the oldest messages of one lane for many sockets at once.
     *
     * @param maxPulseAge how old consent's pulse may be
     * @return by device, in order
     */
    public static Uni<Map<DeviceAddress, List<PushedMessage>>> take(
            Pool pool, Lane lane, List<Request> requests, Duration maxPulseAge) {
        Tuple columns =
                Columns.of(requests)
                        .texts(request -> request.address().business().value())
                        .texts(request -> request.address().device().value())
                        .texts(request -> request.recipient().value())
                        .longs(Request::epoch)
                        .ints(request -> request.limit().messages())
                        .ints(request -> request.limit().bytes())
                        .tuple()
                        .addString(lane.name())
                        .addLong(maxPulseAge.toMillis());
        return pool.preparedQuery(TAKE)
                .execute(columns)
                .map(
                        rows ->
                                rows.stream()
                                        .map(PushQueue::pushed)
                                        .sorted(Comparator.comparingLong(PushedMessage::order))
                                        .collect(Collectors.groupingBy(PushedMessage::address)));
    }

    private static PushedMessage pushed(Row row) {
        return new PushedMessage(
                new DeviceAddress(
                        new BusinessId(row.getString("business")),
                        new DeviceId(row.getString("device"))),
                new MessageId(row.getUUID("message")),
                row.getLong("sequence"),
                row.getOffsetDateTime("pushed_at").toInstant(),
                row.getOffsetDateTime("ends_at").toInstant(),
                row.getBuffer("frame").getBytes(),
                row.getBuffer("sealed").getBytes());
    }
}
