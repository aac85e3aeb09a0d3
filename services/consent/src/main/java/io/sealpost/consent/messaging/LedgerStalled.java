package io.sealpost.consent.messaging;

/** The ledger's batch is being retried, so no message is cleared or refused meanwhile. */
final class LedgerStalled extends RuntimeException {
    private static final long serialVersionUID = 1;

    LedgerStalled() {
        super("the ledger is stalled", null, false, false);
    }
}
