package io.sealpost.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DayPartitionsTest {
    private static final String ROW =
            "insert into handled values ('%s', '', 'REJECTED', 'TIME_OUT_OF_BOUNDS', null, now())";
    private static final String PRIMARY_KEYS =
            "select count(*) from pg_index where indisprimary and indrelid = '%s'::regclass";

    @Test
    void anIdFromADayToComeDoesNotKeepThatDayFromItsPartition() throws SQLException {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(5);
        String partition = "handled_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
        try (Ledger ledger = new Ledger(1)) {
            Vertx vertx = Vertx.vertx();
            Pool pool = LedgerNode.pool(vertx, ledger.place());
            for (String at :
                    List.of(
                            day.minusDays(1) + "T23:59:59.999Z",
                            day + "T00:00:00Z",
                            day + "T23:59:59.999Z",
                            day.plusDays(9) + "T12:00:00Z")) {
                var unused = pool.query(ROW.formatted(id(at))).executeAndAwait();
            }
            assertThat(ledger.number("select count(*) from handled_stray")).isEqualTo(4);

            DayPartitions days = new DayPartitions(pool, List.of("handled"));
            days.ensure(day, day.plusDays(1)).await().indefinitely();
            days.ensure(day, day.plusDays(1)).await().indefinitely();

            assertThat(ledger.number("select count(*) from handled_stray"))
                    .as("of days without a partition")
                    .isEqualTo(2);
            assertThat(ledger.number("select count(*) from " + partition)).isEqualTo(2);
            assertThat(ledger.number("select count(*) from handled")).isEqualTo(4);
            assertThat(ledger.number(PRIMARY_KEYS.formatted(partition))).isOne();
            pool.closeAndAwait();
            vertx.closeAndAwait();
        }
    }

    @Test
    void aDaysPartitionIsStoredAsTheStraysAreAndNotVacuumedForNewRows() throws SQLException {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(5);
        String partition = "handled_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
        try (Ledger ledger = new Ledger(1)) {
            Vertx vertx = Vertx.vertx();
            Pool pool = LedgerNode.pool(vertx, ledger.place());
            DayPartitions days = new DayPartitions(pool, List.of("handled"));
            days.ensure(day, day).await().indefinitely();
            var unused =
                    pool.query("alter table handled_stray set (fillfactor = 50)").executeAndAwait();
            days.ensure(day.plusDays(1), day.plusDays(1)).await().indefinitely();

            assertThat(options(pool, partition))
                    .containsExactly("autovacuum_vacuum_insert_threshold=-1");
            assertThat(
                            options(
                                    pool,
                                    "handled_"
                                            + day.plusDays(1)
                                                    .format(DateTimeFormatter.BASIC_ISO_DATE)))
                    .containsExactly("autovacuum_vacuum_insert_threshold=-1", "fillfactor=50");
            pool.closeAndAwait();
            vertx.closeAndAwait();
        }
    }

    private static List<String> options(Pool pool, String table) {
        var rows =
                pool.query(
                                "select reloptions from pg_class where oid = '%s'::regclass"
                                        .formatted(table))
                        .executeAndAwait();
        return List.of(rows.iterator().next().getArrayOfStrings(0));
    }

    /** An id as RFC 9562 makes it of a time: 48 bits of milliseconds, then the version. */
    private static UUID id(String at) {
        return new UUID(Instant.parse(at).toEpochMilli() << 16 | 0x7FFF, -1);
    }
}
