package io.sealpost.consent.domain;

import static io.sealpost.consent.domain.Samples.OFFERS;
import static io.sealpost.consent.domain.Samples.ORDERS;
import static io.sealpost.consent.domain.Samples.WORDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.consent.domain.LedgerOutcome.Accepted;
import io.sealpost.consent.domain.LedgerOutcome.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerOutcomeTest {
    private static final ConsentChange GRANTED =
            new ConsentChange(ConsentChange.Kind.GRANTED, OFFERS, 3, WORDING);
    private static final ConsentChange WITHDRAWN =
            new ConsentChange(ConsentChange.Kind.WITHDRAWN, ORDERS, 4, WORDING);

    @Test
    void aWithdrawalAmongTheChangesCountsWhereverItIs() {
        assertThat(new Accepted(List.of(WITHDRAWN, GRANTED)).hasWithdrawal()).isTrue();
        assertThat(new Accepted(List.of(GRANTED, WITHDRAWN)).hasWithdrawal()).isTrue();
    }

    @Test
    void aBlockIsAWithdrawal() {
        assertThat(accepted(new ConsentChange(ConsentChange.Kind.BLOCKED, null, 2, null))).isTrue();
    }

    @Test
    void anUnblockThatRenewsGrantsIsNoWithdrawal() {
        ConsentChange unblocked = new ConsentChange(ConsentChange.Kind.UNBLOCKED, null, 2, null);

        assertThat(new Accepted(List.of(unblocked, GRANTED)).hasWithdrawal()).isFalse();
    }

    @Test
    void aWithdrawalWhereNoScopeIsKnownRecallsNothing() {
        assertThat(accepted(new ConsentChange(ConsentChange.Kind.WITHDRAWN, null, 0, null)))
                .isFalse();
    }

    @Test
    void aRefusedCommandIsNoWithdrawal() {
        assertThat(new Refused(RefusalReason.WITHDRAWN).hasWithdrawal()).isFalse();
    }

    @Test
    void anAcceptedCommandHasAChange() {
        assertThatThrownBy(() -> new Accepted(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noTwoReasonsOrKindsHaveOneCode() {
        for (RefusalReason reason : RefusalReason.values()) {
            assertThat(RefusalReason.of(reason.code())).isEqualTo(reason);
        }
        for (ConsentChange.Kind kind : ConsentChange.Kind.values()) {
            assertThat(ConsentChange.Kind.of(kind.code())).isEqualTo(kind);
        }
    }

    private static boolean accepted(ConsentChange change) {
        return new Accepted(List.of(change)).hasWithdrawal();
    }
}
