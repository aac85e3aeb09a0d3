package io.sealpost.hop;

/**
 * Another consumer decided one of these commands between our read and our insert. Repeat the batch.
 */
final class ClaimRace extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClaimRace() {
        super("a command of this batch was decided elsewhere meanwhile", null, false, false);
    }
}
