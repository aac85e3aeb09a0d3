package io.sealpost.hop;

import static io.sealpost.hop.Ledger.deposits;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.hop.HopListener.Point;
import io.sealpost.schemas.DeadLetter;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.testing.Wait;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a batch may hold, and two hops at once. */
class HopTest {

    @Test
    void aCommandThatArrivesFourTimesHasOneEffectAndOneReceipt() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            List<Deposit> once = deposits(100, 7);
            ledger.send(0, Stream.of(once, once).flatMap(List::stream).toList());
            try (var _ = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(200);
                ledger.counts("after the first two");
                ledger.send(0, Stream.of(once, once).flatMap(List::stream).toList());
                ledger.awaitCommitted(400);
            }

            ledger.counts("after all four");
            System.out.println(watch);
            assertThat(watch.decided).hasValue(100);
            assertThat(watch.duplicates).hasValue(300);
            ledger.assertExact(once);
        }
    }

    @Test
    void anIdReusedForAnotherCommandIsDeadLetteredAndTheFirstOutcomeStays() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            Deposit first = Deposit.of("account", 10);
            ledger.send(0, List.of(first, first.saying(1_000)));
            try (var _ = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(2);
                ledger.send(0, List.of(first.saying(2_000)));
                ledger.awaitCommitted(3);
            }

            ledger.counts("after");
            assertThat(ledger.deadLetters())
                    .extracting(DeadLetter::getReason, DeadLetter::getOffset)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(DeadLetterReason.ID_REUSED, 1L),
                            org.assertj.core.groups.Tuple.tuple(DeadLetterReason.ID_REUSED, 2L));
            ledger.assertExact(List.of(first));
        }
    }

    @Test
    void aReusedIdDoesNotHideARepeatOfTheFirstCommandBehindIt() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Deposit first = Deposit.of("account", 10);
            ledger.send(0, List.of(first));
            try (var _ = new LedgerNode(ledger.place(), true, new Watch())) {
                ledger.awaitCommitted(1);
            }
            // As after a crash between commit and publish, where another topic is read first.
            ledger.send(0, List.of(first.saying(1_000), first));
            Watch watch = new Watch();
            try (var _ = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(3);
            }

            assertThat(watch.batches).as("both in one batch").hasSize(1);
            assertThat(ledger.deadLetters())
                    .extracting(DeadLetter::getReason, DeadLetter::getOffset)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(DeadLetterReason.ID_REUSED, 1L));
            assertThat(ledger.receipts()).as("published, and published again").hasSize(2);
            ledger.assertExact(List.of(first));
        }
    }

    @Test
    void anUnrecordedDecisionLeavesNoRowAndTheIdIsDecidedAgain() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            Deposit later = Deposit.of("account", 10);
            ledger.send(0, List.of(later.saying(0), later.saying(0)));
            try (var _ = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(2);
                assertThat(ledger.handled()).as("rows after two unrecorded decisions").isZero();
                ledger.send(0, List.of(later));
                ledger.awaitCommitted(3);
            }

            System.out.println(watch);
            assertThat(watch.unrecorded).hasValue(1);
            assertThat(watch.decided).hasValue(1);
            ledger.assertExact(List.of(later));
        }
    }

    @Test
    void anIdThatAnotherStationHasDecidedIsReused() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Deposit deposit = Deposit.of("account", 10);
            ledger.send(0, List.of(deposit));
            try (var _ = new LedgerNode(ledger.place(), true, new Watch())) {
                ledger.awaitCommitted(1);
                ledger.execute("update handled set station = 'test.other'");
                ledger.send(0, List.of(deposit));
                ledger.awaitCommitted(2);
            }

            assertThat(ledger.deadLetters())
                    .extracting(DeadLetter::getReason)
                    .containsExactly(DeadLetterReason.ID_REUSED);
        }
    }

    @Test
    void anOutcomeOfANewerReleaseIsRetriedUntilThisReleaseCanReadIt() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            List<Deposit> once = deposits(1, 1);
            ledger.send(0, once);
            try (var _ = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(1);
                ledger.execute("update handled set outcome = set_byte(outcome, 0, 2)");
                ledger.send(0, once);
                Wait.until(() -> watch.failureKinds.containsKey("NewerOutcome"));
                assertThat(ledger.committed()).as("the offset waits").isEqualTo(1);
                ledger.execute("update handled set outcome = set_byte(outcome, 0, 1)");
                ledger.awaitCommitted(2);
            }

            ledger.assertExact(once);
        }
    }

    @Test
    void anUnreadableRecordAt250Of500DelaysNoOther() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            List<Deposit> good = deposits(499, 20);
            List<byte[]> values = new ArrayList<>(good.stream().map(Deposit::bytes).toList());
            values.add(250, new byte[] {1, 2, 3});
            ledger.sendBytes(0, values);
            try (var _ = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(500);
            }

            ledger.counts("after");
            System.out.println(watch);
            assertThat(watch.batches).containsExactly(500);
            assertThat(ledger.deadLetters())
                    .singleElement()
                    .satisfies(
                            letter -> {
                                assertThat(letter.getReason())
                                        .isEqualTo(DeadLetterReason.NOT_DECODABLE);
                                assertThat(letter.getOffset()).isEqualTo(250);
                                assertThat(letter.getLength()).isEqualTo(3);
                            });
            ledger.assertExact(good);
        }
    }

    @Test
    void fiveCommandsToOneAggregateInOneBatchSeeEachOther() throws SQLException {
        try (Ledger ledger = new Ledger(1)) {
            Watch watch = new Watch();
            List<Deposit> five = deposits(5, 1);
            ledger.send(0, five);
            try (var _ = new LedgerNode(ledger.place(), true, watch)) {
                ledger.awaitCommitted(5);
            }

            ledger.counts("after");
            assertThat(watch.batches).containsExactly(5);
            assertThat(ledger.receipts())
                    .extracting(receipt -> receipt.after().balance())
                    .containsExactly(1L, 3L, 6L, 10L, 15L);
            ledger.assertExact(five);
        }
    }

    @Test
    void twoTopicsThatChangeOneAggregateAreSerialised() throws SQLException {
        try (Ledger ledger = new Ledger(1, 1)) {
            List<Deposit> all = deposits(1_000, 1);
            ledger.send(0, all.subList(0, 1));
            try (var _ = new LedgerNode(ledger.placeOf(0), true, new Watch());
                    var _ = new LedgerNode(ledger.placeOf(1), true, new Watch())) {
                ledger.awaitCommitted(1); // the row is there: only its lock is left to wait for
                try (var _ = ledger.lockedAccounts()) {
                    ledger.send(0, all.subList(1, 500));
                    ledger.send(1, all.subList(500, 1_000));
                    // Without a lock both would have read the same state by now.
                    Wait.until(() -> waitingForLocks(ledger) == 2);
                    ledger.counts("while both wait for the lock");
                }
                ledger.awaitCommitted(1_000);
            }

            ledger.counts("after");
            List<Long> numbers =
                    new ArrayList<>(
                            ledger.receipts().stream().map(r -> r.after().deposits()).toList());
            Collections.sort(numbers);
            assertThat(numbers).isEqualTo(LongStream.rangeClosed(1, 1_000).boxed().toList());
            ledger.assertExact(all);
        }
    }

    /** Both have looked up and found nothing: only the primary key decides which came first. */
    @Test
    void twoHopsWithoutALockDecideACommandOnce() throws SQLException {
        try (Ledger ledger = new Ledger(1, 1)) {
            List<Deposit> same = deposits(200, 3);
            ledger.send(0, same);
            ledger.send(1, same);
            Watch late = new Watch();
            Watch.Hold hold = late.holdAt(Point.BEFORE_COMMIT);
            try (var _ = new LedgerNode(ledger.placeOf(0), false, late)) {
                Wait.until(hold::isReached);
                try (var _ = new LedgerNode(ledger.placeOf(1), false, new Watch())) {
                    ledger.awaitCommitted(200);
                    ledger.counts("while one is about to store what the other has decided");
                    hold.release();
                    ledger.awaitCommitted(400);
                }
            }

            ledger.counts("after");
            System.out.println(late);
            assertThat(late.failures).as("races met").hasPositiveValue();
            assertThat(late.duplicates).hasPositiveValue();
            ledger.assertPublishedOnce(same);
        }
    }

    private static long waitingForLocks(Ledger ledger) {
        return ledger.number(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and datname = current_database()");
    }
}
