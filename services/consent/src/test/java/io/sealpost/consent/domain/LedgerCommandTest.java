package io.sealpost.consent.domain;

import static io.sealpost.consent.domain.Samples.NOW;
import static io.sealpost.consent.domain.Samples.OFFERS;
import static io.sealpost.consent.domain.Samples.ORDERS;
import static io.sealpost.consent.domain.Samples.SUBJECT;
import static io.sealpost.consent.domain.Samples.after;
import static io.sealpost.consent.domain.Samples.context;
import static io.sealpost.consent.domain.Samples.grant;
import static io.sealpost.consent.domain.Samples.hashed;
import static io.sealpost.consent.domain.Samples.withdraw;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.consent.domain.LedgerOutcome.Accepted;
import io.sealpost.consent.domain.LedgerOutcome.Refused;
import io.sealpost.consent.domain.LegalBasis.Renewal;
import io.sealpost.hop.Decision.Recorded;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerCommandTest {
    private static final Ledger EMPTY = Ledger.empty(SUBJECT);

    @Test
    void aGrantIsTheFirstVersion() {
        Recorded<LedgerOutcome, Ledger> decision = decide(EMPTY, 1, grant(OFFERS, NOW, null));

        assertThat(changes(decision)).hasSize(1);
        ConsentChange change = changes(decision).getFirst();
        assertThat(change.kind()).isEqualTo(ConsentChange.Kind.GRANTED);
        assertThat(change.version()).isEqualTo(1);
        assertThat(change.hash()).isEqualTo(hashed(decision.next().unsaved().records().getFirst()));
    }

    @Test
    void withdrawingTwiceIsAlreadyDone() {
        Ledger withdrawn = after(after(EMPTY, 1, grant(OFFERS, NOW, null)), 2, withdraw(OFFERS));

        Recorded<LedgerOutcome, Ledger> again = decide(withdrawn, 3, withdraw(OFFERS));

        assertThat(again.next().version()).isEqualTo(withdrawn.version());
        assertThat(again.next().unsaved().records()).isEqualTo(withdrawn.unsaved().records());
        assertThat(changes(again).getFirst().version()).isEqualTo(2);
    }

    @Test
    void aGrantAfterAWithdrawalIsANewVersion() {
        Ledger withdrawn = after(after(EMPTY, 1, grant(OFFERS, NOW, null)), 2, withdraw(OFFERS));

        Recorded<LedgerOutcome, Ledger> decision =
                decide(withdrawn, 3, grant(OFFERS, NOW.plusSeconds(3), null));

        assertThat(changes(decision).getFirst().version()).isEqualTo(3);
    }

    @Test
    void aGrantCollectedBeforeTheLastWithdrawalIsRefused() {
        Ledger twice = after(after(EMPTY, 1, withdraw(OFFERS)), 5, withdraw(OFFERS));

        Recorded<LedgerOutcome, Ledger> decision =
                decide(twice, 6, grant(OFFERS, NOW.plusSeconds(4), null));

        assertThat(decision).isEqualTo(refused(twice, RefusalReason.WITHDRAWN));
    }

    @Test
    void aBusinessClockAheadDoesNotRefuseTheNextGrant() {
        CommandContext ahead = context(1, NOW.plusSeconds(500), NOW);
        Ledger withdrawn = withdraw(OFFERS).decide(EMPTY, ahead, NOW).next();

        Recorded<LedgerOutcome, Ledger> decision =
                decide(withdrawn, 2, grant(OFFERS, NOW.plusSeconds(1), null));

        assertThat(decision).returns(true, LedgerCommandTest::isAccepted);
    }

    @Test
    void aProcessClockBehindLetsNoOlderGrantOverrideAWithdrawal() {
        Instant stop = NOW.plusSeconds(300);
        Instant behind = NOW.minusSeconds(300);
        Ledger withdrawn = withdraw(OFFERS).decide(EMPTY, context(1, stop), behind).next();

        Recorded<LedgerOutcome, Ledger> decision =
                grant(OFFERS, NOW, null)
                        .decide(withdrawn, context(2, stop.plusSeconds(1)), behind.plusSeconds(1));

        assertThat(decision).isEqualTo(refused(withdrawn, RefusalReason.WITHDRAWN));
    }

    @Test
    void aWithdrawalOfAnUnknownScopeIsRecorded() {
        Recorded<LedgerOutcome, Ledger> decision = decide(EMPTY, 1, withdraw(OFFERS));

        assertThat(decision.next().unsaved().records()).hasSize(1);
        assertThat(changes(decision).getFirst().kind()).isEqualTo(ConsentChange.Kind.WITHDRAWN);
    }

    @Test
    void aWithdrawalWithoutAPurposeCoversEachKnownScope() {
        Ledger two = after(after(EMPTY, 1, grant(OFFERS, NOW, null)), 2, grant(ORDERS, NOW, null));

        Recorded<LedgerOutcome, Ledger> decision = decide(two, 3, withdraw(null));

        assertThat(changes(decision))
                .extracting(ConsentChange::scope)
                .containsExactly(OFFERS, ORDERS);
        assertThat(changes(decision)).extracting(ConsentChange::version).containsExactly(3L, 4L);
    }

    @Test
    void aWithdrawalOfEverythingIsPublishedWhereNoScopeIsKnown() {
        Recorded<LedgerOutcome, Ledger> decision = decide(EMPTY, 1, withdraw(null));

        assertThat(decision.next().unsaved().records()).isEmpty();
        assertThat(changes(decision))
                .containsExactly(new ConsentChange(ConsentChange.Kind.WITHDRAWN, null, 0, null));
    }

    @Test
    void aWithdrawalOfEverythingRefusesAnOlderGrantOfAnUnknownScope() {
        Ledger ledger = after(after(EMPTY, 1, grant(OFFERS, NOW, null)), 5, withdraw(null));

        assertThat(decide(ledger, 6, grant(ORDERS, NOW.plusSeconds(4), null)))
                .isEqualTo(refused(ledger, RefusalReason.WITHDRAWN));
        assertThat(decide(ledger, 6, grant(ORDERS, NOW.plusSeconds(5), null)))
                .returns(true, LedgerCommandTest::isAccepted);
    }

    @Test
    void theLatestWithdrawalOfEverythingCountsInEitherOrder() {
        Ledger ledger = after(after(EMPTY, 9, withdraw(null)), 3, withdraw(null));

        assertThat(decide(ledger, 10, grant(ORDERS, NOW.plusSeconds(8), null)))
                .isEqualTo(refused(ledger, RefusalReason.WITHDRAWN));
    }

    @Test
    void aWithdrawalOfEverythingOutlastsABlock() {
        Ledger ledger = after(after(EMPTY, 5, withdraw(null)), 6, new BlockCommand());
        Ledger unblocked = after(ledger, 7, new UnblockCommand());

        assertThat(decide(unblocked, 8, grant(OFFERS, NOW.plusSeconds(4), null)))
                .isEqualTo(refused(unblocked, RefusalReason.WITHDRAWN));
    }

    @Test
    void anUnblockRenewsTheGrantsInForceAboveTheBlock() {
        Ledger granted = after(EMPTY, 1, grant(OFFERS, NOW, null));
        Ledger blocked = after(granted, 2, new BlockCommand());

        Recorded<LedgerOutcome, Ledger> decision = decide(blocked, 3, new UnblockCommand());

        assertThat(decision.next().blocked()).isFalse();
        ConsentRecord renewed = decision.next().unsaved().records().getLast();
        assertThat(renewed.version()).isGreaterThan(blocked.blockVersion());
        assertThat(renewed.legalBasis())
                .isEqualTo(new Renewal(hashed(granted.unsaved().records().getFirst())));
    }

    @Test
    void anUnblockRenewsNeitherTheWithdrawnNorTheExpired() {
        Ledger ledger = after(EMPTY, 1, grant(OFFERS, NOW, NOW.plusSeconds(3)));
        ledger = after(after(ledger, 2, withdraw(ORDERS)), 3, new BlockCommand());

        Recorded<LedgerOutcome, Ledger> decision = decide(ledger, 4, new UnblockCommand());

        assertThat(changes(decision)).hasSize(1);
    }

    @Test
    void blockingTwiceIsAlreadyDone() {
        Ledger blocked = after(EMPTY, 1, new BlockCommand());

        assertThat(decide(blocked, 2, new BlockCommand()).next()).isEqualTo(blocked);
    }

    @Test
    void evidenceFromTheFutureIsRefused() {
        Instant tenMinutesAhead = NOW.plusSeconds(1 + 600);

        assertThat(decide(EMPTY, 1, grant(OFFERS, tenMinutesAhead, null)))
                .returns(true, LedgerCommandTest::isAccepted);
        assertThat(decide(EMPTY, 1, grant(OFFERS, tenMinutesAhead.plusMillis(1), null)))
                .isEqualTo(refused(EMPTY, RefusalReason.BAD_EVIDENCE));
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, 0, 3_600})
    void evidenceIsComparedWithItsArrivalAndNotWithTheProcessClock(long ahead) {
        Instant now = NOW.plusSeconds(ahead);
        GrantCommand late = grant(OFFERS, NOW.plusSeconds(601), null);
        GrantCommand inTime = grant(OFFERS, NOW, null);

        assertThat(late.decide(EMPTY, context(1, NOW), now))
                .isEqualTo(refused(EMPTY, RefusalReason.BAD_EVIDENCE));
        assertThat(inTime.decide(EMPTY, context(1, NOW), now))
                .returns(true, LedgerCommandTest::isAccepted);
    }

    @Test
    void evidenceDatedAheadDoesNotOverrideAWithdrawalThatArrivedLater() {
        Ledger withdrawn = after(EMPTY, 60, withdraw(OFFERS));
        GrantCommand ahead = grant(OFFERS, NOW.plusSeconds(500), null);
        CommandContext before = context(2, NOW.plusSeconds(30));

        assertThat(ahead.decide(withdrawn, before, NOW.plusSeconds(61)))
                .isEqualTo(refused(withdrawn, RefusalReason.WITHDRAWN));
    }

    @Test
    void aGrantThatHasEndedIsRefused() {
        Recorded<LedgerOutcome, Ledger> decision =
                decide(EMPTY, 1, grant(OFFERS, NOW, NOW.plusSeconds(1)));

        assertThat(decision).isEqualTo(refused(EMPTY, RefusalReason.EXPIRY_OUT_OF_BOUNDS));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 9_224_318_100_000_000L, Long.MAX_VALUE})
    void aGrantForMoreThanAHundredYearsIsRefused(long later) {
        Instant last = NOW.plusSeconds(1).plus(Duration.ofDays(36_525));
        Instant beyond = Instant.ofEpochMilli(Math.max(later, last.toEpochMilli() + 1));

        assertThat(decide(EMPTY, 1, grant(OFFERS, NOW, last)))
                .returns(true, LedgerCommandTest::isAccepted);
        assertThat(decide(EMPTY, 1, grant(OFFERS, NOW, beyond)))
                .isEqualTo(refused(EMPTY, RefusalReason.EXPIRY_OUT_OF_BOUNDS));
    }

    @Test
    void aFullLedgerRefusesAnotherGrant() {
        Ledger full = full();

        assertThat(decide(full, 300, grant(OFFERS, NOW, null)))
                .isEqualTo(refused(full, RefusalReason.BAD_PURPOSE));
        assertThat(decide(full, 300, grant(numbered(7), NOW, null)))
                .returns(true, LedgerCommandTest::isAccepted);
    }

    @Test
    void aWithdrawalPastTheBoundIsPublishedAndRefusesAnOlderGrant() {
        Recorded<LedgerOutcome, Ledger> withdrawal = decide(full(), 301, withdraw(OFFERS));

        assertThat(changes(withdrawal))
                .containsExactly(
                        new ConsentChange(ConsentChange.Kind.WITHDRAWN, OFFERS, 256, null));
        assertThat(withdrawal.next().unsaved().records()).hasSize(256);
        assertThat(decide(withdrawal.next(), 302, grant(OFFERS, NOW.plusSeconds(300), null)))
                .isEqualTo(refused(withdrawal.next(), RefusalReason.WITHDRAWN));
    }

    @Test
    void aWithdrawalPastTheBoundStillCountsWhenThereIsRoom() {
        Ledger full = decide(full(), 301, withdraw(OFFERS)).next();
        Ledger wider =
                Ledger.loaded(SUBJECT, full.version(), false, 0, full.withdrawnAt(), Map.of());

        assertThat(decide(wider, 302, grant(OFFERS, NOW.plusSeconds(300), null)))
                .isEqualTo(refused(wider, RefusalReason.WITHDRAWN));
        assertThat(decide(wider, 302, grant(OFFERS, NOW.plusSeconds(301), null)))
                .returns(true, LedgerCommandTest::isAccepted);
    }

    @Test
    void aFullLedgerAcceptsWithdrawalsAndABlock() {
        Ledger full = full();

        assertThat(decide(full, 301, withdraw(numbered(7))).next().version()).isEqualTo(257);
        assertThat(changes(decide(full, 301, withdraw(null))))
                .hasSize(256)
                .allSatisfy(c -> assertThat(c.kind()).isEqualTo(ConsentChange.Kind.WITHDRAWN));
        assertThat(decide(full, 301, new BlockCommand()).next().blocked()).isTrue();
    }

    @Test
    void aCommandDoesNotCopyTheRecordsOfEarlierOnes() {
        Ledger granted = after(EMPTY, 1, grant(OFFERS, NOW, null));
        Ledger blocked = after(granted, 2, new BlockCommand());
        Ledger unblocked = after(blocked, 3, new UnblockCommand());
        Ledger again = after(unblocked, 4, new UnblockCommand());

        assertThat(blocked.unsaved()).isSameAs(granted.unsaved());
        assertThat(unblocked.unsaved().before()).isSameAs(granted.unsaved());
        assertThat(unblocked.unsaved().last()).hasSize(1);
        assertThat(again.unsaved()).isSameAs(unblocked.unsaved());
        assertThat(unblocked.unsaved().records())
                .extracting(ConsentRecord::version)
                .containsExactly(1L, 4L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aWithdrawalBeatsAnyOrderOfGrantsByItsVersion(long seed) {
        Random random = new Random(seed);
        List<LedgerCommand> commands = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            commands.add(any(random));
        }
        Ledger before = EMPTY;
        for (int i = 0; i < commands.size(); i++) {
            before = after(before, i + 1, commands.get(i));
        }

        Recorded<LedgerOutcome, Ledger> withdrawal = decide(before, 99, withdraw(OFFERS));

        long version = changes(withdrawal).getFirst().version();
        assertThat(before.unsaved().records())
                .filteredOn(record -> record.scope().equals(OFFERS))
                .allSatisfy(record -> assertThat(record.version()).isLessThanOrEqualTo(version));
        assertThat(before.unsaved().records())
                .filteredOn(record -> record.scope().equals(OFFERS) && isGrant(record))
                .allSatisfy(record -> assertThat(record.version()).isLessThan(version));
        assertThat(before.unsaved().records())
                .extracting(ConsentRecord::version)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void decidingTwiceChangesNothing(long seed) {
        Random random = new Random(seed);
        Ledger ledger = EMPTY;
        for (int i = 1; i <= 40; i++) {
            LedgerCommand command = any(random);
            Ledger once = after(ledger, i, command);
            assertThat(after(once, i, command)).as("command %s", i).isEqualTo(once);
            ledger = once;
        }
    }

    /** A ledger with a grant of each of the most scopes that a subject may have. */
    private static Ledger full() {
        Ledger full = EMPTY;
        for (int i = 0; i < 256; i++) {
            full = after(full, i, grant(numbered(i), NOW, null));
        }
        return full;
    }

    private static ConsentScope numbered(int number) {
        return new ConsentScope(new Purpose("purpose-" + number), Channel.SEALPOST);
    }

    private static LedgerCommand any(Random random) {
        ConsentScope scope = random.nextBoolean() ? OFFERS : ORDERS;
        return switch (random.nextInt(6)) {
            case 0 -> withdraw(scope);
            case 3 -> withdraw(null);
            case 1 -> new BlockCommand();
            case 2 -> new UnblockCommand();
            default -> grant(scope, NOW.plusSeconds(random.nextInt(40)), null);
        };
    }

    private static boolean isGrant(ConsentRecord record) {
        return record.status() instanceof ConsentStatus.Granted;
    }

    private static Recorded<LedgerOutcome, Ledger> decide(
            Ledger ledger, int number, LedgerCommand command) {
        Instant at = NOW.plusSeconds(number);
        return command.decide(ledger, context(number, at), at);
    }

    private static List<ConsentChange> changes(Recorded<LedgerOutcome, Ledger> decision) {
        assertThat(decision.outcome()).isInstanceOf(Accepted.class);
        return ((Accepted) decision.outcome()).changes();
    }

    private static boolean isAccepted(Recorded<LedgerOutcome, Ledger> decision) {
        return decision.outcome() instanceof Accepted;
    }

    private static Recorded<LedgerOutcome, Ledger> refused(Ledger ledger, RefusalReason why) {
        return new Recorded<>(new Refused(why), ledger);
    }
}
