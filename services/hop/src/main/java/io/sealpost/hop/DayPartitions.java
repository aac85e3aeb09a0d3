package io.sealpost.hop;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tables partitioned by the day in their id (the first 48 bits of a UUID are ms since 1970), so
 * that retention drops a partition rather than deletes rows. Ids of days without one go to the
 * table's {@code _stray} partition, made by its migration.
 */
public final class DayPartitions {
    private final Pool pool;
    private final List<String> tables;

    /** The partitions of these tables. */
    public DayPartitions(Pool pool, List<String> tables) {
        this.pool = pool;
        this.tables = List.copyOf(tables);
    }

    /** Makes the partitions of every day in [from, to] that are not there yet. */
    public Uni<Void> ensure(LocalDate from, LocalDate to) {
        String statements =
                tables.stream()
                        .flatMap(
                                table ->
                                        from.datesUntil(to.plusDays(1))
                                                .map(day -> create(table, day)))
                        .collect(Collectors.joining(";"));
        return pool.query(statements).execute().replaceWithVoid();
    }

    private static String create(String table, LocalDate day) {
        return "create table if not exists %s_%s partition of %s for values from ('%s') to ('%s')"
                .formatted(
                        table,
                        day.format(DateTimeFormatter.BASIC_ISO_DATE),
                        table,
                        lowest(day),
                        lowest(day.plusDays(1)));
    }

    /** The lowest id of a day. */
    static UUID lowest(LocalDate day) {
        long millis = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        return new UUID(millis << 16, 0);
    }
}
