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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table {@code device}: the devices in the newest device list of each recipient. */
public final class Devices {

    /**
     * One device list.
     *
     * @param version null where the list could not be read
     * @param keys the identity keys of the listed devices
     */
    public record KnownList(
            BusinessId business,
            RecipientId recipient,
            @Nullable Long version,
            Map<DeviceId, VerifyKey> keys) {

        /** A list that cannot be read: until the next one, none of the devices is listed. */
        public static KnownList unreadable(BusinessId business, RecipientId recipient) {
            return new KnownList(business, recipient, null, Map.of());
        }

        /** The one of two lists of a recipient that counts; {@code second} was read later. */
        static KnownList newer(KnownList first, KnownList second) {
            return first.version != null && second.version != null && first.version > second.version
                    ? first
                    : second;
        }
    }

    /** A device and the version of the list that has it. */
    public record ListedDevice(VerifyKey key, long listVersion) {}

    private record Owner(BusinessId business, RecipientId recipient) {}

    private record Row(KnownList list, DeviceId device, VerifyKey key) {}

    // A device belongs to the first recipient who enrolled it: no other recipient can take it over
    // by enrolling the same id. A device that a list no longer has gets the version of that list,
    // so that an older list, read again, does not add it. A device that is unlisted because a list
    // could not be read keeps its version, so that the same list adds it again.
    private static final String ADD =
            """
            insert into device as d (business, device, recipient, identity_key, list_version, listed)
            select distinct on (business, device) business, device, recipient, identity_key, version, true
            from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::bigint[])
                   as n(business, device, recipient, identity_key, version)
            order by business, device, recipient
            on conflict (business, device) do update
            set identity_key = excluded.identity_key, list_version = excluded.list_version, listed = true
            where excluded.recipient = d.recipient
              and (excluded.list_version > d.list_version
                   or excluded.list_version = d.list_version and not d.listed)
            """;
    private static final String UNLIST =
            """
            update device d set listed = false, list_version = coalesce(l.version, d.list_version)
            from unnest($1::text[], $2::text[], $3::bigint[]) as l(business, recipient, version)
            where d.business = l.business and d.recipient = l.recipient and d.listed
              and (l.version is null or d.list_version < l.version)
            """;
    private static final String FIND =
            """
            select identity_key, list_version from device
            where business = $1 and device = $2 and recipient = $3 and listed
            """;

    private Devices() {}

    /**
     * Applies lists, in the order they were read. Only the newest list of each recipient counts; a
     * lower version changes nothing.
     */
    public static Uni<Void> apply(Pool pool, List<KnownList> lists) {
        List<KnownList> newest = newest(lists);
        if (newest.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.withTransaction(
                transaction -> add(transaction, newest).chain(() -> unlist(transaction, newest)));
    }

    private static List<KnownList> newest(List<KnownList> lists) {
        return List.copyOf(
                lists.stream()
                        .collect(
                                Collectors.toMap(
                                        list -> new Owner(list.business(), list.recipient()),
                                        Function.identity(),
                                        KnownList::newer))
                        .values());
    }

    private static Uni<Void> add(SqlConnection transaction, List<KnownList> lists) {
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

    private static Row row(KnownList list, Entry<DeviceId, VerifyKey> key) {
        return new Row(list, key.getKey(), key.getValue());
    }

    private static Uni<Void> unlist(SqlConnection transaction, List<KnownList> lists) {
        Tuple columns =
                Columns.of(lists)
                        .texts(list -> list.business().value())
                        .texts(list -> list.recipient().value())
                        .longs(KnownList::version)
                        .tuple();
        return transaction.preparedQuery(UNLIST).execute(columns).replaceWithVoid();
    }

    /** The recipient's device, if it is listed. */
    public static Uni<Optional<ListedDevice>> find(
            Pool pool, DeviceAddress address, RecipientId recipient) {
        return pool.preparedQuery(FIND)
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
                                                        new ListedDevice(
                                                                VerifyKey.of(
                                                                        row.getBuffer(0)
                                                                                .getBytes()),
                                                                row.getLong(1))));
    }
}
