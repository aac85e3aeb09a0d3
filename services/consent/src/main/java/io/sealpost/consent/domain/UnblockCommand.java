package io.sealpost.consent.domain;

import io.sealpost.consent.domain.ConsentStatus.Granted;
import io.sealpost.consent.domain.LegalBasis.Renewal;
import io.sealpost.hop.Decision.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The person ends a block. Grants that are still in force are renewed as versions above the
 * block's: delivery recalls what was cleared under the block's version or a lower one, for good.
 */
public record UnblockCommand() implements LedgerCommand {

    @Override
    public Recorded<LedgerOutcome, Ledger> decide(
            Ledger ledger, CommandContext context, Instant now) {
        if (!ledger.blocked()) {
            return ledger.accepted(List.of(unblocked(ledger)));
        }
        Ledger next = ledger.blocked(false);
        LedgerDraft draft = new LedgerDraft(next, context, now);
        List<ConsentChange> changes = new ArrayList<>();
        changes.add(unblocked(next));
        for (ConsentScope scope : new TreeSet<>(ledger.newest().keySet())) {
            NewestRecord before = ledger.newest(scope);
            if (before != null
                    && before.status() instanceof Granted granted
                    && granted.covers(now)) {
                changes.add(draft.write(scope, granted, new Renewal(before.hash())));
            }
        }
        return draft.ledger().accepted(changes);
    }

    private static ConsentChange unblocked(Ledger ledger) {
        return new ConsentChange(ConsentChange.Kind.UNBLOCKED, null, ledger.blockVersion(), null);
    }
}
