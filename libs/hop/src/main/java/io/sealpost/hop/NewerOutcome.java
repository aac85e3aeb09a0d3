package io.sealpost.hop;

/** A stored outcome has a version that this release cannot read: a newer release wrote it. */
public final class NewerOutcome extends RuntimeException {
    private static final long serialVersionUID = 1;

    NewerOutcome() {
        super("a newer release wrote this outcome; upgrade this process", null, false, false);
    }
}
