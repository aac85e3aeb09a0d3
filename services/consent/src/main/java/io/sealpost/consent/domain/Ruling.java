package io.sealpost.consent.domain;

import java.util.List;

/** What came of a command: the ledger the next one sees, and what to tell. */
public sealed interface Ruling {
    Ledger next();

    /** It is so now; where it was so before, the ledger is unchanged and the same is told again. */
    record Accepted(Ledger next, List<Change> changes) implements Ruling {}

    /** Nothing changed, and why. */
    record Refused(Ledger next, Refusal why) implements Ruling {}
}
