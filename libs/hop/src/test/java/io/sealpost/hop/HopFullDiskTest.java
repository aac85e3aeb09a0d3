package io.sealpost.hop;

import static io.sealpost.hop.Ledger.deposits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sealpost.embedded.PostgresDatabase;
import io.sealpost.embedded.PostgresSettings;
import io.sealpost.testing.SmallDisk;
import io.sealpost.testing.TestBroker;
import io.sealpost.testing.TestPostgres;
import io.sealpost.testing.Wait;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server's real disk is full: the hop retries, nothing is lost and nothing happens twice. */
class HopFullDiskTest {
    private static final int MEGABYTES = 256;
    private static final String DISK_FULL = "53100";
    private static final String NOBODY_LISTENS = "08001";

    private final List<Deposit> before = deposits(300, 10);
    private final List<Deposit> during = deposits(1_000, 10);
    private final List<Deposit> all = Stream.of(before, during).flatMap(List::stream).toList();

    @BeforeAll
    static void aSmallDiskCanBeHad() {
        assumeTrue(SmallDisk.isPossible(), "no user namespaces here: needs Linux that allows them");
    }

    @Test
    void theHopRetriesWhileTheDatabaseHasNoRoomForRows() throws SQLException {
        try (TestPostgres postgres =
                        TestPostgres.onSmallDisk(PostgresSettings.standard(), MEGABYTES);
                Ledger ledger = new Ledger(Ledger.BROKER, postgres, 1)) {
            Watch watch = new Watch();
            ledger.send(0, before);
            try (var _ = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(300);
                postgres.disk().fill();
                try {
                    ledger.send(0, during);
                    Wait.until(
                            () -> watch.failures.get() > 2 && watch.sqlStates.contains(DISK_FULL));
                    ledger.counts("while the disk is full");
                    assertThat(ledger.handled()).isLessThan(all.size());
                    assertThat(ledger.committed()).isEqualTo(ledger.handled());
                } finally {
                    postgres.disk().makeRoom();
                }
                ledger.awaitCommitted(all.size());
            }

            System.out.println(watch);
            ledger.assertExact(all);
        }
    }

    /** It ends by itself, as it must; whoever runs it starts it again once there is room. */
    @Test
    void theHopRetriesWhileADatabaseThatEndedForWantOfLogSpaceIsDown() throws SQLException {
        try (TestPostgres postgres =
                        TestPostgres.onSmallDisk(PostgresSettings.standard(), MEGABYTES);
                Ledger ledger = new Ledger(Ledger.BROKER, postgres, 1)) {
            Watch watch = new Watch();
            ledger.send(0, before);
            try (var _ = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(300);
                postgres.disk().fill();
                endTheLogsSegment(postgres.administration());
                ledger.send(0, during);
                Wait.until(() -> NOBODY_LISTENS.equals(answer(postgres.administration())));
                int failures = watch.failures.get();
                Wait.until(() -> watch.failures.get() > failures);
                assertThat(ledger.committed()).isEqualTo(before.size());
                assertThat(ledger.receipts()).hasSize(before.size());

                postgres.disk().makeRoom();
                postgres.start();
                ledger.awaitCommitted(all.size());
            }

            System.out.println(watch);
            ledger.assertExact(all);
        }
    }

    @Test
    void theHopRetriesWhileABrokerThatEndedForWantOfLogSpaceIsDown() throws SQLException {
        try (TestBroker broker = TestBroker.onSmallDisk(Ledger.SETTINGS, MEGABYTES);
                Ledger ledger = new Ledger(broker, Ledger.POSTGRES, 1)) {
            Watch watch = new Watch();
            ledger.send(0, before);
            try (var _ = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(300);
                Watch.Hold hold = watch.holdAt(HopListener.Point.AFTER_COMMIT);
                ledger.send(0, during);
                Wait.until(hold::isReached);
                int done = watch.batches.size();
                broker.disk().fill();
                hold.release();
                Wait.until(() -> watch.failures.get() > 0 && !listens(broker));
                assertThat(ledger.handled()).isGreaterThan(before.size());
                assertThat(watch.batches).hasSize(done);

                broker.disk().makeRoom();
                broker.start();
                ledger.awaitCommitted(all.size());
            }

            System.out.println(watch);
            ledger.assertExact(all);
        }
    }

    private static boolean listens(TestBroker broker) {
        URI address = URI.create("kafka://" + broker.bootstrapServers());
        try (var _ = new Socket(address.getHost(), address.getPort())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What is written next needs a new file. */
    private static void endTheLogsSegment(PostgresDatabase administration) {
        assertThat(answer(administration, "select pg_switch_wal()")).isNotEqualTo(NOBODY_LISTENS);
    }

    private static String answer(PostgresDatabase administration) {
        return answer(administration, "select 1");
    }

    /** The SQLSTATE, or nothing where all is well. */
    private static String answer(PostgresDatabase administration, String statement) {
        try (Connection connection = TestPostgres.connect(administration)) {
            connection.createStatement().execute(statement);
            return "";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}
