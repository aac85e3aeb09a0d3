package io.sealpost.delivery.store;

/** Another consumer stored a row between our read and our insert. Repeat the batch. */
final class StaleRead extends RuntimeException {
    private static final long serialVersionUID = 1;

    StaleRead() {
        super("a message of this batch was stored elsewhere meanwhile", null, false, false);
    }
}
