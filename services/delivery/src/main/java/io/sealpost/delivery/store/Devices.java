package io.sealpost.delivery.store;

import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.hop.Columns;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.VerifyKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The devices in good standing, as the newest device lists name them, and who holds their socket.
 */
public final class Devices {

    /**
     * One device list.
     *
     * @param version null where the list could not be read
     * @param keys of the devices in good standing
     */
    public record Listed(
            BusinessId business,
            RecipientId recipient,
            @Nullable Long version,
            Map<DeviceId, VerifyKey> keys) {

        /** Whatever it says: until the next one, no device stands. */
        public static Listed unreadable(BusinessId business, RecipientId recipient) {
            return new Listed(business, recipient, null, Map.of());
        }

        /** Of two lists of one recipient, the second read after the first. */
        static Listed newer(Listed first, Listed second) {
            return first.version != null && second.version != null && first.version > second.version
                    ? first
                    : second;
        }
    }

    /** A device in good standing, by the list of that version. */
    public record Standing(VerifyKey key, long listVersion) {}

    private record Owner(BusinessId business, RecipientId recipient) {}

    private record Row(Listed list, DeviceId device, VerifyKey key) {}

    // A device is its first recipient's: nobody takes another's over by enrolling under the same
    // id. A device that a list left out has that list's version, so an older list that is read
    // again does not let it in; one that is out for want of a list comes back with its own.
    private static final String ADD =
            """
            insert into device as d (business, device, recipient, identity_key, version, standing)
            select distinct on (business, device) business, device, recipient, identity_key, version, true
            from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::bigint[])
                   as n(business, device, recipient, identity_key, version)
            order by business, device, recipient
            on conflict (business, device) do update
            set identity_key = excluded.identity_key, version = excluded.version, standing = true
            where excluded.recipient = d.recipient
              and (excluded.version > d.version or excluded.version = d.version and not d.standing)
            """;
    private static final String LEAVE_OUT =
            """
            update device d set standing = false, version = coalesce(l.version, d.version)
            from unnest($1::text[], $2::text[], $3::bigint[]) as l(business, recipient, version)
            where d.business = l.business and d.recipient = l.recipient and d.standing
              and (l.version is null or d.version < l.version)
            """;
    private static final String KEY =
            """
            select identity_key, version from device
            where business = $1 and device = $2 and recipient = $3 and standing
            """;
    private static final String CLAIM =
            """
            insert into device_owner as o (business, device, epoch) values ($1, $2, 1)
            on conflict (business, device) do update set epoch = o.epoch + 1
            returning epoch
            """;
    private static final String HELD =
            """
            select h.business, h.device
            from unnest($1::text[], $2::text[], $3::bigint[]) as h(business, device, epoch)
            join device_owner o on o.business = h.business and o.device = h.device and o.epoch = h.epoch
            join device d on d.business = h.business and d.device = h.device and d.standing
            """;

    private Devices() {}

    /**
     * Applies lists in the order they were read; of each recipient's only the newest counts. A
     * lower version changes nothing.
     */
    public static Uni<Void> apply(Pool pool, List<Listed> lists) {
        List<Listed> newest = newest(lists);
        if (newest.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.withTransaction(
                transaction -> add(transaction, newest).chain(() -> leaveOut(transaction, newest)));
    }

    private static List<Listed> newest(List<Listed> lists) {
        return List.copyOf(
                lists.stream()
                        .collect(
                                Collectors.toMap(
                                        list -> new Owner(list.business(), list.recipient()),
                                        Function.identity(),
                                        Listed::newer))
                        .values());
    }

    private static Uni<Void> add(SqlConnection transaction, List<Listed> lists) {
        List<Row> rows =
                lists.stream()
                        .flatMap(list -> list.keys().entrySet().stream().map(key -> row(list, key)))
                        .toList();
        Tuple columns =
                Columns.of(rows)
                        .texts(row -> row.list().business().value())
                        .texts(row -> row.device().value())
                        .texts(row -> row.list().recipient().value())
                        .bytes(row -> row.key().bytes().toArray())
                        .longs(row -> row.list().version())
                        .tuple();
        return transaction.preparedQuery(ADD).execute(columns).replaceWithVoid();
    }

    private static Row row(Listed list, Entry<DeviceId, VerifyKey> key) {
        return new Row(list, key.getKey(), key.getValue());
    }

    private static Uni<Void> leaveOut(SqlConnection transaction, List<Listed> lists) {
        Tuple columns =
                Columns.of(lists)
                        .texts(list -> list.business().value())
                        .texts(list -> list.recipient().value())
                        .longs(Listed::version)
                        .tuple();
        return transaction.preparedQuery(LEAVE_OUT).execute(columns).replaceWithVoid();
    }

    /** The key of a recipient's device in good standing; empty for any other. */
    public static Uni<Optional<Standing>> standing(
            Pool pool, DeviceAddress address, RecipientId recipient) {
        return pool.preparedQuery(KEY)
                .execute(
                        Tuple.of(
                                address.business().value(),
                                address.device().value(),
                                recipient.value()))
                .map(
                        rows ->
                                rows.stream()
                                        .findFirst()
                                        .map(
                                                row ->
                                                        new Standing(
                                                                VerifyKey.of(
                                                                        row.getBuffer(0)
                                                                                .getBytes()),
                                                                row.getLong(1))));
    }

    /** Takes a device over: every socket it had before no longer pushes. */
    public static Uni<Long> claim(Pool pool, DeviceAddress address) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(address.business().value(), address.device().value()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Which of these sockets, each with its epoch, are still the device's own. */
    public static Uni<Set<DeviceAddress>> held(Pool pool, Map<DeviceAddress, Long> epochs) {
        Tuple columns =
                Columns.of(epochs.entrySet())
                        .texts(entry -> entry.getKey().business().value())
                        .texts(entry -> entry.getKey().device().value())
                        .longs(Entry::getValue)
                        .tuple();
        return pool.preparedQuery(HELD)
                .execute(columns)
                .map(
                        rows ->
                                rows.stream()
                                        .map(
                                                row ->
                                                        new DeviceAddress(
                                                                new BusinessId(row.getString(0)),
                                                                new DeviceId(row.getString(1))))
                                        .collect(Collectors.toSet()));
    }
}
