package io.sealpost.audit.store;

/** Somebody else moved the head: what was computed over the old one is thrown away. */
public final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Overtaken() {
        super("another writer moved the head", null, false, false);
    }
}
