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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DayPartitionsTest {
    private static final String ROW =
            "insert into handled values ('%s', 'test.ledger', '', '', now())";
    private static final String PRIMARY_KEYS =
            "select count(*) from pg_index where indisprimary and indrelid = '%s'::regclass";

    private final Vertx vertx = Vertx.vertx();
    private Ledger ledger;
    private Pool pool;
    private DayPartitions days;

    @BeforeEach
    void open() throws SQLException {
        ledger = new Ledger(1);
        pool = LedgerNode.pool(vertx, ledger.place());
        days = new DayPartitions(pool, List.of("handled"));
    }

    @AfterEach
    void close() {
        pool.closeAndAwait();
        vertx.closeAndAwait();
        ledger.close();
    }

    @Test
    void anIdOfAFutureDayDoesNotPreventThePartitionOfThatDay() throws SQLException {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(5);
        for (String at :
                List.of(
                        day.minusDays(1) + "T23:59:59.999Z",
                        day + "T00:00:00Z",
                        day + "T23:59:59.999Z",
                        day.plusDays(9) + "T12:00:00Z")) {
            var unused = pool.query(ROW.formatted(id(at))).executeAndAwait();
        }
        assertThat(ledger.number("select count(*) from handled_stray")).isEqualTo(4);

        days.ensure(day, day.plusDays(1)).await().indefinitely();
        days.ensure(day, day.plusDays(1)).await().indefinitely();

        assertThat(ledger.number("select count(*) from handled_stray"))
                .as("of days without a partition")
                .isEqualTo(2);
        assertThat(ledger.number("select count(*) from " + partition(day))).isEqualTo(2);
        assertThat(ledger.number("select count(*) from handled")).isEqualTo(4);
        assertThat(ledger.number(PRIMARY_KEYS.formatted(partition(day)))).isOne();
    }

    @Test
    void aDayPartitionHasTheStorageSettingsOfTheStraysAndIsNotVacuumed() {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(5);
        LocalDate next = day.plusDays(1);

        days.ensure(day, day).await().indefinitely();
        var unused =
                pool.query("alter table handled_stray set (fillfactor = 50)").executeAndAwait();
        days.ensure(next, next).await().indefinitely();

        assertThat(options(partition(day)))
                .containsExactly(
                        "autovacuum_vacuum_insert_threshold=-1",
                        "autovacuum_vacuum_scale_factor=100",
                        "autovacuum_analyze_scale_factor=1");
        assertThat(options(partition(next)))
                .containsExactly(
                        "autovacuum_vacuum_insert_threshold=-1",
                        "autovacuum_vacuum_scale_factor=100",
                        "autovacuum_analyze_scale_factor=1",
                        "fillfactor=50");
    }

    private static String partition(LocalDate day) {
        return "handled_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private List<String> options(String table) {
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
