package io.sealpost.consent.domain;

import io.sealpost.hop.Decision.Recorded;
import java.time.Instant;

/**
 * What a business requests of the ledger of one subject. Each kind is a class and decides for
 * itself.
 *
 * <pre>
 *   (nothing) ──grant──► GRANTED ──withdraw──► WITHDRAWN ──grant collected later──► GRANTED …
 *       └────────────────withdraw──────────────────┘         every arrow is a new version
 * </pre>
 */
public sealed interface LedgerCommand
        permits GrantCommand, WithdrawCommand, BlockCommand, UnblockCommand {

    /**
     * Decides what the command changes. Pure: same ledger, context and instant, same answer. The
     * same command decided on the ledger that it led to changes nothing.
     */
    Recorded<LedgerOutcome, Ledger> decide(Ledger ledger, CommandContext context, Instant now);
}
