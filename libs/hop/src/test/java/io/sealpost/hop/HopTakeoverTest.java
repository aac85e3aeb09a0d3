package io.sealpost.hop;

import static io.sealpost.hop.Ledger.deposits;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.hop.HopListener.Point;
import io.sealpost.hop.LedgerNode.Place;
import io.sealpost.testing.ChildJvm;
import io.sealpost.testing.Wait;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A consumer stops during a batch, and another one takes over its partitions. */
class HopTakeoverTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** The fault, and what must be there at that moment: rows from the commit on, then receipts. */
    @ParameterizedTest
    @EnumSource(Point.class)
    void aProcessKilledAtAnyPointLosesNothingAndDoesNothingTwice(Point point)
            throws SQLException, InterruptedException {
        try (Ledger ledger = new Ledger(2)) {
            List<Deposit> deposits = deposits(300, 10);
            ledger.send(0, deposits);
            try (ChildJvm child = start(ledger, point, "KILL")) {
                assertThat(child.exitCode(TIMEOUT)).as("%s", child.lines()).isEqualTo(137);
                assertThat(child.lines()).contains("KILL at " + point);
            }
            ledger.counts("killed at " + point);
            assertThat(ledger.committed()).isZero();
            assertThat(ledger.handled() > 0).isEqualTo(point != Point.BEFORE_COMMIT);
            if (point.compareTo(Point.AFTER_COMMIT) <= 0) {
                assertThat(ledger.receipts()).isEmpty();
            }
            if (point.compareTo(Point.AFTER_PUBLISH) >= 0) {
                assertThat(ledger.receipts()).isNotEmpty();
            }

            Watch successor = new Watch();
            try (var _ = new LedgerNode(ledger.place(), true, successor)) {
                ledger.awaitCommitted(300);
            }

            ledger.counts("after the successor");
            System.out.println(successor);
            assertThat(successor.duplicates.get() > 0).isEqualTo(point != Point.BEFORE_COMMIT);
            ledger.assertExact(deposits);
        }
    }

    @Test
    void aProcessPausedBetweenCommitAndPublishMayContinueAfterItsSuccessor() throws SQLException {
        try (Ledger ledger = new Ledger(2)) {
            List<Deposit> before = deposits(300, 10);
            List<Deposit> later = deposits(100, 10);
            ledger.send(0, before);
            Watch successor = new Watch();
            try (ChildJvm child = start(ledger, Point.AFTER_COMMIT, "STOP")) {
                child.awaitLine(TIMEOUT, line -> line.equals("STOP at AFTER_COMMIT"));
                try (var _ = new LedgerNode(ledger.place(), true, successor)) {
                    ledger.awaitCommitted(300);
                    int published = ledger.receipts().size();
                    ledger.counts("taken over while the first is stopped");
                    child.resume();
                    child.awaitLine(TIMEOUT, line -> line.equals("going on after STOP"));
                    Wait.until(() -> ledger.receipts().size() > published);
                    ledger.send(0, later);
                    ledger.awaitCommitted(400);
                }
            }

            ledger.counts("after");
            System.out.println(successor);
            assertThat(successor.duplicates).hasPositiveValue();
            ledger.assertExact(Stream.of(before, later).flatMap(List::stream).toList());
        }
    }

    @Test
    void aRebalanceDuringABatchRepeatsItElsewhereWithoutASecondEffect() throws SQLException {
        try (Ledger ledger = new Ledger(6)) {
            List<Deposit> before = deposits(300, 10);
            List<Deposit> later = deposits(300, 10);
            ledger.send(0, before);
            Watch slow = new Watch();
            Watch.Hold hold = slow.holdAt(Point.AFTER_COMMIT);
            Watch quick = new Watch();
            try (var _ = new LedgerNode(hasty(ledger.place()), true, slow)) {
                Wait.until(hold::isReached);
                try (var _ = new LedgerNode(ledger.place(), true, quick)) {
                    ledger.awaitCommitted(300);
                    ledger.counts("rebalanced while the first is in mid-batch");
                    hold.release();
                    ledger.send(0, later);
                    ledger.awaitCommitted(600);
                    Wait.until(() -> !slow.batches.isEmpty());
                }
            }

            ledger.counts("after");
            System.out.println(slow + " / " + quick);
            assertThat(quick.duplicates).as("repeated elsewhere").hasPositiveValue();
            ledger.assertExact(Stream.of(before, later).flatMap(List::stream).toList());
        }
    }

    /** The group takes a member's partitions away when it has not polled for two seconds. */
    private static Place hasty(Place place) {
        return new Place(
                place.brokers(),
                place.databaseUrl(),
                place.user(),
                place.password(),
                place.registry(),
                place.group(),
                place.topics(),
                place.receipts(),
                2_000);
    }

    private static ChildJvm start(Ledger ledger, Point point, String signal) {
        String[] place = ledger.place().words();
        String[] arguments =
                Stream.concat(Stream.of(point.name(), signal), Stream.of(place))
                        .toArray(String[]::new);
        return ChildJvm.start(LedgerProcess.class, Map.of(), arguments);
    }
}
