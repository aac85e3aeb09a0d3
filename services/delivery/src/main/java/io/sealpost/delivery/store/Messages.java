package io.sealpost.delivery.store;

import io.sealpost.delivery.domain.Facts;
import io.sealpost.delivery.domain.MessageKey;
import io.sealpost.delivery.domain.MessageState;
import io.sealpost.delivery.domain.Stage;
import io.sealpost.delivery.domain.Withdrawal;
import io.sealpost.hop.Columns;
import io.sealpost.hop.UuidOrder;
import io.sealpost.hop.Write;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.Mode;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.MessageId;
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

/** The status of every message. */
public final class Messages {
    private static final String LOCK =
            """
            select id, request, business, recipient, mode, lane, stage, devices, sealed_to, unable
            from message where id = any($1) and id between $2 and $3
            order by id for update
            """;
    private static final String ADD =
            """
            insert into message (id, request, business, recipient, mode, lane, stage, devices, unable, sealed_to)
            select id, request, business, recipient, mode, lane, stage, devices, unable, string_to_array(sealed_to, ' ')
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[],
                        $9::int[], $10::text[])
                   as n(id, request, business, recipient, mode, lane, stage, devices, unable, sealed_to)
            """;
    // A phone that was away answers for days: between the lowest id and the highest lie everybody's
    // messages, and those that came since the table was analysed look like none.
    private static final String CHANGE =
            """
            update message m set stage = c.stage, unable = c.unable
            from unnest($1::uuid[], $2::text[], $3::int[]) as c(id, stage, unable)
            where m.id = c.id and m.id = any($1)
            """;

    private Messages() {}

    /**
     * Locks the rows there are. A message without one is new: its recipient's withdrawals come with
     * it, read behind the lock that storing a withdrawal takes too. Which are new is known only
     * afterwards, so they come in the same turn for every key that names its recipient.
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
                keys.stream().map(Messages::recipient).filter(r -> !r.isEmpty()).toList();
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

    /** What stores the changes; a row that somebody else stored first repeats the batch. */
    public static List<Write> writes(Map<MessageKey, MessageState> changed) {
        List<Map.Entry<MessageKey, MessageState>> rows = new ArrayList<>(changed.entrySet());
        rows.sort(Comparator.comparing(entry -> entry.getKey().id().value(), UuidOrder.UNSIGNED));
        var fresh = rows.stream().filter(row -> !row.getValue().stored()).toList();
        var known = rows.stream().filter(row -> row.getValue().stored()).toList();
        List<Write> writes = new ArrayList<>();
        if (!fresh.isEmpty()) {
            writes.add(add(fresh));
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
                        .uuids(row -> row.getValue().knownFacts().request())
                        .texts(row -> row.getValue().knownFacts().business().value())
                        .texts(row -> text(row.getValue().knownFacts().recipient()))
                        .texts(row -> row.getValue().knownFacts().mode().name())
                        .texts(row -> row.getValue().knownFacts().lane().name())
                        .texts(row -> row.getValue().stage().name())
                        .ints(row -> row.getValue().devices())
                        .ints(row -> row.getValue().unable())
                        .texts(row -> joined(row.getValue().sealedTo()))
                        .tuple();
        return new Write(ADD, values);
    }

    private static Write change(List<Map.Entry<MessageKey, MessageState>> rows) {
        Tuple values =
                Columns.of(rows)
                        .uuids(row -> row.getKey().id().value())
                        .texts(row -> row.getValue().stage().name())
                        .ints(row -> row.getValue().unable())
                        .tuple();
        return new Write(CHANGE, values);
    }

    /** {@code unnest} takes no arrays of different lengths. */
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
        Facts facts =
                new Facts(
                        row.getUUID("request"),
                        new BusinessId(row.getString("business")),
                        recipient == null ? null : new RecipientId(recipient),
                        Mode.valueOf(row.getString("mode")),
                        Lane.valueOf(row.getString("lane")));
        return MessageState.known(
                Stage.valueOf(row.getString("stage")),
                facts,
                row.getShort("devices"),
                Stream.of(row.getArrayOfStrings("sealed_to"))
                        .map(DeviceId::new)
                        .collect(Collectors.toUnmodifiableSet()),
                row.getShort("unable"));
    }

    private static UUID[] sorted(Collection<MessageKey> keys) {
        UUID[] ids = keys.stream().map(key -> key.id().value()).toArray(UUID[]::new);
        Arrays.sort(ids, UuidOrder.UNSIGNED);
        return ids;
    }
}
