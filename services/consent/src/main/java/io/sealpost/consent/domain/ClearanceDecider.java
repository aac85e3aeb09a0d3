package io.sealpost.consent.domain;

import io.sealpost.consent.domain.ClearanceOutcome.Cleared;
import io.sealpost.consent.domain.ClearanceOutcome.Refused;
import io.sealpost.consent.domain.ConsentState.Blocked;
import io.sealpost.consent.domain.ConsentState.Expired;
import io.sealpost.consent.domain.ConsentState.Granted;
import io.sealpost.consent.domain.ConsentState.Unknown;
import io.sealpost.consent.domain.ConsentState.Withdrawn;
import java.time.Instant;

/**
 * Decides whether a message may be sent: only a grant that stands clears it. Pure: same state and
 * instant, same answer.
 */
public final class ClearanceDecider {

    private ClearanceDecider() {}

    public static ClearanceOutcome decide(ConsentState consent, Instant now) {
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
