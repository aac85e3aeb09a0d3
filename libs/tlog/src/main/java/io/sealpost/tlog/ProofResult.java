package io.sealpost.tlog;

/** The result of verifying a proof. */
public enum ProofResult {
    VALID,
    /** The indexes or sizes are impossible. */
    BAD_RANGE,
    TOO_SHORT,
    TOO_LONG,
    /** The proof has the right length and leads to another root. */
    WRONG_ROOT;

    public boolean isValid() {
        return this == VALID;
    }
}
