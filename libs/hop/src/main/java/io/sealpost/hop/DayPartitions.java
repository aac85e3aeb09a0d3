package io.sealpost.hop;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/**
 * Tables partitioned by the day in their id (the first 48 bits of a UUID are ms since 1970), so
 * that retention drops a partition and deletes no rows. An id of a day without a partition goes to
 * the table's {@code _stray} partition, which its migration creates; when the partition of that day
 * is created, its rows move there.
 */
public final class DayPartitions {
    /**
     * Creates a partition as a table of its own and then attaches it, so that the other days stay
     * usable. A row with an id some days ahead is already among the strays when its day gets a
     * partition, and PostgreSQL refuses a partition that would own rows of the default one: these
     * rows move first. One replica at a time.
     *
     * <p>The partition gets the storage settings of the strays' partition. It is not vacuumed,
     * neither for inserted rows nor for old row versions (ADR 0018): an old version that stays in
     * its page makes room for the next one there, and the partition is dropped before any row needs
     * freezing. It is analysed when it has doubled, because its rows are all alike.
     */
    private static final String ENSURE =
            """
            do $$
            begin
              perform pg_advisory_xact_lock(hashtext('sealpost.day-partitions'));
              if to_regclass('%1$s_%2$s') is null then
                create table %1$s_%2$s (like %1$s including all);
                execute 'alter table %1$s_%2$s set (' ||
                  (select array_to_string(array['autovacuum_vacuum_insert_threshold=-1', 'autovacuum_vacuum_scale_factor=100',
                     'autovacuum_analyze_scale_factor=1'] || reloptions, ', ') from pg_class where oid = '%1$s_stray'::regclass) || ')';
                lock table %1$s_stray in access exclusive mode;
                with strays as (delete from %1$s_stray where id >= '%3$s' and id < '%4$s' returning *)
                insert into %1$s_%2$s select * from strays;
                alter table %1$s attach partition %1$s_%2$s for values from ('%3$s') to ('%4$s');
              end if;
            end $$
            """;

    private final Pool pool;
    private final List<String> tables;

    /** The partitions of these tables. */
    public DayPartitions(Pool pool, List<String> tables) {
        this.pool = pool;
        this.tables = List.copyOf(tables);
    }

    /**
     * Creates the missing partitions of every day in [from, to]. One command for each, because all
     * together could exceed the command timeout.
     */
    public Uni<Void> ensure(LocalDate from, LocalDate to) {
        return Multi.createFrom()
                .items(
                        tables.stream()
                                .flatMap(
                                        table ->
                                                from.datesUntil(to.plusDays(1))
                                                        .map(day -> ensure(table, day))))
                .onItem()
                .transformToUniAndConcatenate(statement -> pool.query(statement).execute())
                .onItem()
                .ignoreAsUni();
    }

    private static String ensure(String table, LocalDate day) {
        return ENSURE.formatted(
                table,
                day.format(DateTimeFormatter.BASIC_ISO_DATE),
                lowest(day),
                lowest(day.plusDays(1)));
    }

    /** The lowest id of a day. */
    static UUID lowest(LocalDate day) {
        long millis = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        return new UUID(millis << 16, 0);
    }
}
