package io.sealpost.consent.domain;

import io.sealpost.hop.Decision.Recorded;
import java.time.Instant;
import java.util.List;

/** The person wants no message from this business. */
public record BlockCommand() implements LedgerCommand {

    @Override
    public Recorded<LedgerOutcome, Ledger> decide(
            Ledger ledger, CommandContext context, Instant now) {
        Ledger next = ledger.blocked() ? ledger : ledger.blocked(true);
        return next.accepted(
                List.of(
                        new ConsentChange(
                                ConsentChange.Kind.BLOCKED, null, next.blockVersion(), null)));
    }
}
