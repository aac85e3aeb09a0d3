package io.sealpost.delivery.store;

import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.hop.Columns;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.stream.Collectors;

/** The table {@code device_owner}: the epoch of the newest socket of each device. */
public final class DeviceOwners {
    private static final String TAKE_OVER =
            """
            insert into device_owner as o (business, device, epoch) values ($1, $2, 1)
            on conflict (business, device) do update set epoch = o.epoch + 1
            returning epoch
            """;
    private static final String OWNED =
            """
            select h.business, h.device
            from unnest($1::text[], $2::text[], $3::bigint[]) as h(business, device, epoch)
            join device_owner o on o.business = h.business and o.device = h.device and o.epoch = h.epoch
            join device d on d.business = h.business and d.device = h.device and d.listed
            """;

    private DeviceOwners() {}

    /**
     * Makes a new socket the owner of the device: its earlier sockets no longer push.
     *
     * @return the epoch of the new socket
     */
    public static Uni<Long> takeOver(Pool pool, DeviceAddress address) {
        return pool.preparedQuery(TAKE_OVER)
                .execute(Tuple.of(address.business().value(), address.device().value()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /**
     * Those of these devices, each with the epoch of a socket, that the socket still owns and that
     * are listed.
     */
    public static Uni<Set<DeviceAddress>> owned(Pool pool, Map<DeviceAddress, Long> epochs) {
        Tuple columns =
                Columns.of(epochs.entrySet())
                        .texts(entry -> entry.getKey().business().value())
                        .texts(entry -> entry.getKey().device().value())
                        .longs(Entry::getValue)
                        .tuple();
        return pool.preparedQuery(OWNED)
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
