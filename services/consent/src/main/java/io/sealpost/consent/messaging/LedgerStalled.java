package io.sealpost.consent.messaging;

/** The ledger waits for something that is away, and whoever judges by it waits with it. */
final class LedgerStalled extends RuntimeException {
    private static final long serialVersionUID = 1;

    LedgerStalled() {
        super("the ledger is stalled", null, false, false);
    }
}
