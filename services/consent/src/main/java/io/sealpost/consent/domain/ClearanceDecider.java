package io.sealpost.consent.domain;

import io.sealpost.consent.domain.ClearanceOutcome.Cleared;
import io.sealpost.consent.domain.ClearanceOutcome.Refused;
import io.sealpost.consent.domain.EffectiveConsent.Blocked;
import io.sealpost.consent.domain.EffectiveConsent.Expired;
import io.sealpost.consent.domain.EffectiveConsent.Granted;
import io.sealpost.consent.domain.EffectiveConsent.Unknown;
import io.sealpost.consent.domain.EffectiveConsent.Withdrawn;
import java.time.Instant;

/**
 * Decides whether a message may be sent: only a grant that is in force clears it. Pure: same
 * consent and instant, same answer.
 */
public final class ClearanceDecider {

    private ClearanceDecider() {}

    public static ClearanceOutcome decide(EffectiveConsent consent, Instant now) {
        return switch (consent.at(now)) {
            case Granted granted ->
                    new Cleared(granted.record(), granted.version(), granted.validUntil());
            case Expired expired -> new Refused(RefusalReason.CONSENT_EXPIRED);
            case Withdrawn withdrawn -> new Refused(RefusalReason.WITHDRAWN);
            case Blocked blocked -> new Refused(RefusalReason.BLOCKED);
            case Unknown unknown -> new Refused(RefusalReason.NO_CONSENT);
        };
    }
}
