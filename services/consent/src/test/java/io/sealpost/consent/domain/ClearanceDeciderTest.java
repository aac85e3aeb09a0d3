package io.sealpost.consent.domain;

import static io.sealpost.consent.domain.Samples.NOW;
import static io.sealpost.consent.domain.Samples.WORDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.consent.domain.ClearanceOutcome.Cleared;
import io.sealpost.consent.domain.ClearanceOutcome.Refused;
import io.sealpost.consent.domain.EffectiveConsent.Blocked;
import io.sealpost.consent.domain.EffectiveConsent.Granted;
import io.sealpost.consent.domain.EffectiveConsent.Unknown;
import io.sealpost.consent.domain.EffectiveConsent.Withdrawn;
import org.junit.jupiter.api.Test;

class ClearanceDeciderTest {

    @Test
    void aGrantClearsUnderItsRecordAndVersion() {
        assertThat(ClearanceDecider.decide(new Granted(WORDING, 7, null), NOW))
                .isEqualTo(new Cleared(WORDING, 7, null));
    }

    @Test
    void aGrantClearsUpToItsEndAndNotAtIt() {
        Granted granted = new Granted(WORDING, 7, NOW);

        assertThat(ClearanceDecider.decide(granted, NOW.minusMillis(1)))
                .isEqualTo(new Cleared(WORDING, 7, NOW));
        assertThat(ClearanceDecider.decide(granted, NOW))
                .isEqualTo(new Refused(RefusalReason.CONSENT_EXPIRED));
    }

    @Test
    void unknownConsentRefuses() {
        assertThat(ClearanceDecider.decide(new Unknown(), NOW))
                .isEqualTo(new Refused(RefusalReason.NO_CONSENT));
    }

    @Test
    void aWithdrawalRefuses() {
        assertThat(ClearanceDecider.decide(new Withdrawn(), NOW))
                .isEqualTo(new Refused(RefusalReason.WITHDRAWN));
    }

    @Test
    void aBlockRefuses() {
        assertThat(ClearanceDecider.decide(new Blocked(), NOW))
                .isEqualTo(new Refused(RefusalReason.BLOCKED));
    }
}
