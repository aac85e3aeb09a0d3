package io.sealpost.audit.store;

/**
 * Another writer has moved the head. The batch that was computed from the old head is discarded.
 */
public final class HeadConflict extends RuntimeException {
    private static final long serialVersionUID = 1;

    HeadConflict() {
        super("another writer has moved the head", null, false, false);
    }
}
