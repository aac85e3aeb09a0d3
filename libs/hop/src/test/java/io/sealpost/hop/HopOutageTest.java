package io.sealpost.hop;

import static io.sealpost.hop.Ledger.deposits;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.hop.HopListener.Point;
import io.sealpost.testing.Wait;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A server stops during a batch and comes back: the hop retries, and nothing is lost. */
class HopOutageTest {
    /** {@code -Dsealpost.test.outage=PT10S} is the full size. */
    private static final Duration OUTAGE =
            Duration.parse(System.getProperty("sealpost.test.outage", "PT4S"));

    @Test
    void theHopRetriesWhileTheDatabaseIsDownBeforeTheCommit() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            Watch.Hold hold = watch.holdAt(Point.BEFORE_COMMIT);
            List<Deposit> deposits = deposits(300, 10);
            ledger.send(0, deposits);
            try (var _ = new LedgerNode(ledger.place(), true, watch)) {
                Wait.until(hold::isReached);
                ledger.counts("before the outage");
                Ledger.POSTGRES.kill();
                try {
                    long since = System.nanoTime();
                    hold.release();
                    Wait.until(() -> watch.failures.get() > 2 && lasted(since));
                    assertThat(ledger.committed()).as("offsets while it is down").isZero();
                    assertThat(ledger.receipts()).as("receipts while it is down").isEmpty();
                } finally {
                    Ledger.POSTGRES.start();
                }
                ledger.awaitCommitted(300);
            }

            ledger.counts("after the outage");
            System.out.println(watch);
            ledger.assertExact(deposits);
        }
    }

    @Test
    void theHopRetriesWhileTheBrokerIsDownAfterTheCommit() throws SQLException {
        brokerOutage(Ledger.BROKER::kill, Ledger.BROKER::start);
    }

    @Test
    void theHopWaitsForABrokerThatDoesNotAnswerAfterTheCommit() throws SQLException {
        brokerOutage(Ledger.BROKER::pause, Ledger.BROKER::resume);
    }

    private static void brokerOutage(Runnable goAway, Runnable comeBack) throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            List<Deposit> before = deposits(300, 10);
            List<Deposit> during = deposits(300, 10);
            List<Deposit> later = deposits(300, 10);
            ledger.send(0, before);
            try (var _ = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(300);
                Watch.Hold hold = watch.holdAt(Point.AFTER_COMMIT);
                ledger.send(0, during);
                Wait.until(hold::isReached);
                ledger.counts("before the outage");
                int done = watch.batches.size();
                int failures = watch.failures.get();
                goAway.run();
                try {
                    long since = System.nanoTime();
                    hold.release();
                    Wait.until(() -> lasted(since) && watch.failures.get() > failures);
                    assertThat(ledger.handled()).as("rows while it is down").isGreaterThan(300);
                    assertThat(watch.batches).as("batches done while it is down").hasSize(done);
                } finally {
                    comeBack.run();
                }
                ledger.send(0, later);
                ledger.awaitCommitted(900);
            }

            ledger.counts("after the outage");
            System.out.println(watch);
            ledger.assertExact(Stream.of(before, during, later).flatMap(List::stream).toList());
        }
    }

    private static boolean lasted(long since) {
        return System.nanoTime() - since > OUTAGE.toNanos();
    }
}
