package io.sealpost.tlog;

/** The answer of a proof's verification. */
public enum ProofResult {
    VALID,
    /** The indexes or sizes themselves make no sense. */
    BAD_RANGE,
    TOO_SHORT,
    TOO_LONG,
    /** The proof has the right shape and leads to another root. */
    WRONG_ROOT;

    public boolean isValid() {
        return this == VALID;
    }
}
