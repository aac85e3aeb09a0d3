package io.sealpost.consent.domain;

import io.sealpost.hop.Outcome;
import java.util.List;

/** What came of a command to the ledger. */
public sealed interface LedgerOutcome extends Outcome {

    /** Whether delivery must learn of it before the next heartbeat; see {@link ConsentChange}. */
    boolean hasWithdrawal();

    /**
     * The subject's consents are now as the command demands. Where they were so before, the changes
     * are those of the earlier command.
     *
     * @param changes at least one, in the order in which they are published
     */
    record Accepted(List<ConsentChange> changes) implements LedgerOutcome {
        public Accepted {
            changes = List.copyOf(changes);
            if (changes.isEmpty()) {
                throw new IllegalArgumentException("an accepted command has a change to publish");
            }
        }

        @Override
        public boolean hasWithdrawal() {
            return changes.stream().anyMatch(ConsentChange::isWithdrawal);
        }

        /** The kind of the first change: what the command was about. */
        @Override
        public String verdict() {
            return changes.getFirst().kind().name();
        }
    }

    /** Nothing changed. */
    record Refused(RefusalReason why) implements LedgerOutcome {
        @Override
        public boolean hasWithdrawal() {
            return false;
        }

        @Override
        public String verdict() {
            return "COMMAND_REFUSED";
        }

        @Override
        public String reason() {
            return why.name();
        }
    }
}
