package io.sealpost.tlog;

/** The result of {@link LogVerifier}. */
public sealed interface VerificationResult {

    /** The log that was recomputed from the entries is the one that the checkpoint signs. */
    record Verified(Checkpoint checkpoint) implements VerificationResult {}

    /**
     * The log is not the one that its checkpoint signs.
     *
     * @param firstBadIndex the first leaf that differs, is missing, or is surplus; for a hash above
     *     the leaves, the first leaf below it; for {@link Fault#CHECKPOINT}, −1
     * @param where the path of the file in the log; for a checkpoint also the reason
     */
    record Broken(long firstBadIndex, Fault fault, String where) implements VerificationResult {}

    /** The kind of fault. */
    enum Fault {
        /** The checkpoint is malformed or not signed by the key. */
        CHECKPOINT,
        /** The log is shorter than the trusted earlier checkpoint. */
        ROLLED_BACK,
        /** The log does not extend the trusted earlier checkpoint. */
        HISTORY_REWRITTEN,
        /** A bundle is missing, or ends before the end of that entry. */
        ENTRY_MISSING,
        /** A bundle has bytes after its last entry. */
        ENTRY_SURPLUS,
        /** A hash tile is missing or ends at that hash. */
        HASH_MISSING,
        /** A hash tile has bytes after its last hash. */
        HASH_SURPLUS,
        /**
         * A hash in a tile is not the hash of the entries below it: tile or entries were changed.
         */
        HASH_DIFFERS,
        /** Entries and tiles agree with each other, but the log signed another root. */
        ROOT_DIFFERS,
    }
}
