package io.sealpost.delivery.store;

import io.sealpost.delivery.domain.MessageAttributes;
import io.sealpost.delivery.domain.MessageKey;
import io.sealpost.delivery.domain.MessageState;
import io.sealpost.delivery.domain.MessageStatus;
import io.sealpost.delivery.domain.Withdrawal;
import io.sealpost.hop.Columns;
import io.sealpost.hop.UuidOrder;
import io.sealpost.hop.Write;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.RecipientId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table {@code message}: the status of every message. */
public final class MessageRows {
    private static final String LOCK =
            """
            select id, request, business, recipient, mode, lane, status, sealed_to, cannot_open
            from message where id = any($1) and id between $2 and $3
            order by id for update
            """;
    private static final String ADD =
            """
            insert into message (id, request, business, recipient, mode, lane, status, cannot_open, sealed_to)
            select id, request, business, recipient, mode, lane, status, cannot_open, string_to_array(sealed_to, ' ')
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[],
                        $9::text[])
                   as n(id, request, business, recipient, mode, lane, status, cannot_open, sealed_to)
            """;
    // By the ids alone, not by a range of them: a device that was offline answers for messages of
    // many days, and all recipients' messages lie between the lowest id and the highest. The
    // planner expects no rows that were added since the last analysis.
    private static final String CHANGE =
            """
            update message m set status = c.status, cannot_open = c.cannot_open
            from unnest($1::uuid[], $2::text[], $3::int[]) as c(id, status, cannot_open)
            where m.id = c.id and m.id = any($1)
            """;

    private MessageRows() {}

    /**
     * Locks the rows of these messages. A message without a row is new: its state has the
     * recipient's withdrawals, read under the lock that storing a withdrawal takes too. Which
     * messages are new is known only afterwards, so withdrawals are read for every key that names
     * its recipient, in the same round trip.
     */
    public static Uni<Map<MessageKey, MessageState>> lock(
            SqlConnection transaction,
            Collection<MessageKey> keys,
            ToIntFunction<String> consentPartition) {
        UUID[] ids = sorted(keys);
        if (ids.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        List<String> recipients =
                keys.stream().map(MessageRows::recipient).filter(r -> !r.isEmpty()).toList();
        return Uni.combine()
                .all()
                .unis(
                        transaction
                                .preparedQuery(LOCK)
                                .execute(Tuple.of(ids, ids[0], ids[ids.length - 1])),
                        Withdrawals.lockAndFind(transaction, recipients, consentPartition))
                .with((rows, withdrawals) -> states(keys, rows, withdrawals));
    }

    private static Map<MessageKey, MessageState> states(
            Collection<MessageKey> keys,
            RowSet<Row> rows,
            Map<String, List<Withdrawal>> withdrawals) {
        Map<MessageKey, MessageState> states = HashMap.newHashMap(keys.size());
        for (MessageKey key : keys) {
            states.put(
                    key, MessageState.unknown(withdrawals.getOrDefault(recipient(key), List.of())));
        }
        rows.forEach(row -> states.replace(key(row), state(row)));
        return states;
    }

    private static String recipient(MessageKey key) {
        RecipientId recipient = key.recipient();
        return recipient == null ? "" : recipient.value();
    }

    /**
     * The statements that store changed states. Where another consumer has added one of the rows
     * meanwhile, the primary key is violated and the batch is retried.
     */
    public static List<Write> writes(Map<MessageKey, MessageState> changed) {
        List<Map.Entry<MessageKey, MessageState>> rows = new ArrayList<>(changed.entrySet());
        rows.sort(Comparator.comparing(entry -> entry.getKey().id().value(), UuidOrder.UNSIGNED));
        var added = rows.stream().filter(row -> !row.getValue().stored()).toList();
        var known = rows.stream().filter(row -> row.getValue().stored()).toList();
        List<Write> writes = new ArrayList<>();
        if (!added.isEmpty()) {
            writes.add(add(added));
        }
        if (!known.isEmpty()) {
            writes.add(change(known));
        }
        return writes;
    }

    private static Write add(List<Map.Entry<MessageKey, MessageState>> rows) {
        Columns<Map.Entry<MessageKey, MessageState>> columns = Columns.of(rows);
        Tuple values =
                columns.uuids(row -> row.getKey().id().value())
                        .uuids(row -> row.getValue().knownAttributes().request())
                        .texts(row -> row.getValue().knownAttributes().business().value())
                        .texts(row -> text(row.getValue().knownAttributes().recipient()))
                        .texts(row -> row.getValue().knownAttributes().mode().name())
                        .texts(row -> row.getValue().knownAttributes().lane().name())
                        .texts(row -> row.getValue().status().name())
                        .ints(row -> row.getValue().cannotOpen())
                        .texts(row -> joined(row.getValue().sealedTo()))
                        .tuple();
        return new Write(ADD, values);
    }

    private static Write change(List<Map.Entry<MessageKey, MessageState>> rows) {
        Tuple values =
                Columns.of(rows)
                        .uuids(row -> row.getKey().id().value())
                        .texts(row -> row.getValue().status().name())
                        .ints(row -> row.getValue().cannotOpen())
                        .tuple();
        return new Write(CHANGE, values);
    }

    /** As one text, because {@code unnest} does not take arrays of different lengths. */
    private static String joined(Set<DeviceId> devices) {
        return devices.stream().map(DeviceId::value).collect(Collectors.joining(" "));
    }

    private static @Nullable String text(@Nullable RecipientId recipient) {
        return recipient == null ? null : recipient.value();
    }

    private static MessageKey key(Row row) {
        return new MessageKey(new MessageId(row.getUUID("id")), null);
    }

    private static MessageState state(Row row) {
        String recipient = row.getString("recipient");
        MessageAttributes attributes =
                new MessageAttributes(
                        row.getUUID("request"),
                        new BusinessId(row.getString("business")),
                        recipient == null ? null : new RecipientId(recipient),
                        Mode.valueOf(row.getString("mode")),
                        Lane.valueOf(row.getString("lane")));
        return MessageState.known(
                MessageStatus.valueOf(row.getString("status")),
                attributes,
                Stream.of(row.getArrayOfStrings("sealed_to"))
                        .map(DeviceId::new)
                        .collect(Collectors.toUnmodifiableSet()),
                row.getShort("cannot_open"));
    }

    private static UUID[] sorted(Collection<MessageKey> keys) {
        UUID[] ids = keys.stream().map(key -> key.id().value()).toArray(UUID[]::new);
        Arrays.sort(ids, UuidOrder.UNSIGNED);
        return ids;
    }
}
