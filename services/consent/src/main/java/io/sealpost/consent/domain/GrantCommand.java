package io.sealpost.consent.domain;

import io.sealpost.consent.domain.ConsentStatus.Granted;
import io.sealpost.consent.domain.LegalBasis.Evidence;
import io.sealpost.hop.Decision.Recorded;
import io.sealpost.seal.id.RequestBounds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The person agreed.
 *
 * @param validUntil null for a grant without end
 */
public record GrantCommand(ConsentScope scope, Evidence evidence, @Nullable Instant validUntil)
        implements LedgerCommand {
    /** 100 years: a timestamp column stores times that are far later. */
    static final Duration MAX_DURATION = Duration.ofDays(36_525);

    @Override
    public Recorded<LedgerOutcome, Ledger> decide(
            Ledger ledger, CommandContext context, Instant now) {
        if (isCollectedAfter(context.arrivedAt().plus(RequestBounds.MAX_CLOCK_SKEW))) {
            return ledger.refused(RefusalReason.BAD_EVIDENCE);
        }
        Granted granted = new Granted(validUntil);
        if (!granted.covers(now) || granted.endsAfter(context.arrivedAt().plus(MAX_DURATION))) {
            return ledger.refused(RefusalReason.EXPIRY_OUT_OF_BOUNDS);
        }
        NewestRecord before = ledger.newest(scope);
        if (before != null && before.commandId().equals(context.commandId())) {
            return ledger.accepted(List.of(ConsentChange.of(scope, before)));
        }
        if (isOlderThanWithdrawal(ledger, context)) {
            return ledger.refused(RefusalReason.WITHDRAWN);
        }
        LedgerDraft draft = new LedgerDraft(ledger, context, now);
        if (!draft.hasRoomFor(scope)) {
            return ledger.refused(RefusalReason.BAD_PURPOSE);
        }
        ConsentChange change = draft.write(scope, granted, evidence);
        return draft.ledger().accepted(List.of(change));
    }

    private boolean isCollectedAfter(Instant time) {
        return evidence.collectedAt().isAfter(time);
    }

    /** Evidence that arrives late and is older than the withdrawal does not override it. */
    private boolean isOlderThanWithdrawal(Ledger ledger, CommandContext context) {
        Instant withdrawnAt = ledger.withdrawnAt(scope);
        return withdrawnAt != null
                && context.noLaterThanArrival(evidence.collectedAt()).isBefore(withdrawnAt);
    }
}
