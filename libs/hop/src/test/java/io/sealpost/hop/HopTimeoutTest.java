package io.sealpost.hop;

import static io.sealpost.hop.Ledger.deposits;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.hop.HopListener.Point;
import io.sealpost.testing.Wait;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A database that accepts connections and commands and answers nothing. */
class HopTimeoutTest {
    private static final Duration TIMEOUT = Duration.ofMillis(1_500);
    private static final Duration ENDLESS = Duration.ofHours(1);

    /** Every process of the server is stopped; its sockets accept what is sent. */
    @Test
    void aDatabaseThatStopsAnsweringTimesOutAndNothingIsLost() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            List<Deposit> before = deposits(300, 10);
            List<Deposit> during = deposits(300, 10);
            ledger.send(0, before);
            try (var _ = new LedgerNode(ledger.place(), true, watch, TIMEOUT)) {
                ledger.awaitCommitted(300);
                Watch.Hold hold = watch.holdAt(Point.BEFORE_COMMIT);
                ledger.send(0, during);
                Wait.until(hold::isReached);
                Ledger.POSTGRES.pause();
                try {
                    hold.release();
                    // More often than there are connections: no attempt keeps one.
                    Wait.until(() -> timeouts(watch) > LedgerNode.CONNECTIONS);
                    assertThat(ledger.committed())
                            .as("offsets while the database does not answer")
                            .isEqualTo(300);
                } finally {
                    Ledger.POSTGRES.resume();
                }
                ledger.awaitCommitted(600);
                Wait.until(() -> connections(ledger) <= LedgerNode.CONNECTIONS);
            }

            ledger.counts("after the outage");
            System.out.println(watch);
            ledger.assertExact(all(before, during));
        }
    }

    @Test
    void aCommitWhoseAnswerIsLostIsRepeatedAndFindsItsOwnRows() throws SQLException, IOException {
        try (Ledger ledger = new Ledger(1);
                UnansweredLink line = new UnansweredLink(port(ledger))) {
            long done;
            Watch watch = new Watch();
            List<Deposit> before = deposits(300, 10);
            List<Deposit> during = deposits(300, 10);
            ledger.send(0, before);
            try (var _ = new LedgerNode(ledger.place().over(line), true, watch, TIMEOUT)) {
                ledger.awaitCommitted(300);
                line.deafenAt("COMMIT");
                ledger.send(0, during);
                Wait.until(() -> timeouts(watch) > 0);
                done = ledger.handled();
                assertThat(ledger.committed()).as("offsets meanwhile").isEqualTo(300);
                line.hear();
                ledger.awaitCommitted(600);
            }

            System.out.println(watch);
            assertThat(line.lost()).as("bytes of answers lost").isPositive();
            assertThat(done).as("done, and not known").isGreaterThan(300);
            assertThat(watch.duplicates).as("found when repeated").hasValue((int) done - 300);
            ledger.assertExact(all(before, during));
        }
    }

    @Test
    void aMissingAnswerIsReportedBeforeTheTimeoutAndALateAnswerIsUsed() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            List<Deposit> deposits = deposits(300, 10);
            Watch.Hold hold = watch.holdAt(Point.BEFORE_COMMIT);
            ledger.send(0, deposits);
            try (var _ = new LedgerNode(ledger.place(), true, watch, ENDLESS)) {
                Wait.until(hold::isReached);
                Ledger.POSTGRES.pause();
                try {
                    hold.release();
                    Wait.until(() -> watch.failureKinds.containsKey("DatabaseUnresponsive"));
                } finally {
                    Ledger.POSTGRES.resume();
                }
                ledger.awaitCommitted(300);
            }

            System.out.println(watch);
            assertThat(watch.failures).as("reported, and not repeated").hasValue(1);
            ledger.assertExact(deposits);
        }
    }

    @Test
    void anIdleConnectionOutlivesTheTimeout() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Vertx vertx = Vertx.vertx();
            Pool pool = LedgerNode.pool(vertx, ledger.place(), Duration.ofMillis(300));
            try {
                List<Integer> first = backends(pool);
                CompletableFuture<Void> later = new CompletableFuture<>();
                vertx.setTimer(1_500, passed -> later.complete(null));
                Wait.get(later);

                assertThat(backends(pool)).hasSize(LedgerNode.CONNECTIONS).isEqualTo(first);
            } finally {
                pool.closeAndAwait();
                vertx.closeAndAwait();
            }
        }
    }

    @Test
    void aStatementThatTakesTooLongIsCancelledByTheServerAndItsConnectionStays()
            throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Vertx vertx = Vertx.vertx();
            Pool pool = LedgerNode.pool(vertx, ledger.place(), TIMEOUT);
            try {
                List<Integer> first = backends(pool);

                Throwable failure =
                        pool.query("select pg_sleep(20)")
                                .execute()
                                .replaceWith((Throwable) null)
                                .onFailure()
                                .recoverWithItem(ended -> ended)
                                .await()
                                .indefinitely();

                assertThat(failure).hasMessageContaining("statement timeout");
                assertThat(backends(pool)).isEqualTo(first);
            } finally {
                pool.closeAndAwait();
                vertx.closeAndAwait();
            }
        }
    }

    /** The server's processes behind all of the pool's connections. */
    private static List<Integer> backends(Pool pool) {
        var held =
                IntStream.range(0, LedgerNode.CONNECTIONS)
                        .mapToObj(i -> pool.getConnectionAndAwait())
                        .toList();
        List<Integer> backends =
                held.stream()
                        .map(connection -> connection.query("select pg_backend_pid()"))
                        .map(query -> query.executeAndAwait().iterator().next().getInteger(0))
                        .sorted()
                        .toList();
        held.forEach(connection -> connection.closeAndAwait());
        return backends;
    }

    private static int timeouts(Watch watch) {
        return watch.failureKinds.getOrDefault("DatabaseUnresponsive", 0);
    }

    private static List<Deposit> all(List<Deposit> first, List<Deposit> then) {
        return Stream.of(first, then).flatMap(List::stream).toList();
    }

    private static int port(Ledger ledger) {
        return URI.create(ledger.place().databaseUrl()).getPort();
    }

    private static long connections(Ledger ledger) {
        return ledger.number(
                "select count(*) from pg_stat_activity where datname = current_database()"
                        + " and pid <> pg_backend_pid()");
    }
}
