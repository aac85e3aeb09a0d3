package io.sealpost.tlog;

/** What {@link LogVerifier} found. */
public sealed interface VerificationResult {

    /** Everything was recomputed from the entries and is what the log signed. */
    record Verified(Checkpoint checkpoint) implements VerificationResult {}

    /**
     * The log is not what it signed.
     *
     * @param firstBadIndex the first leaf that differs, is missing, or is one too many; for a hash
     *     above the leaves the first leaf below it; for {@link Fault#CHECKPOINT}, −1
     * @param where the path of the file, relative to the log's; for a checkpoint also the reason
     */
    record Broken(long firstBadIndex, Fault fault, String where) implements VerificationResult {}

    enum Fault {
        /** The checkpoint is malformed or not signed by the key. */
        CHECKPOINT,
        /** The log is shorter than the earlier checkpoint the verifier trusts. */
        ROLLED_BACK,
        /** The log does not extend the earlier checkpoint the verifier trusts. */
        HISTORY_REWRITTEN,
        /** A bundle is missing, or ends within or before that entry. */
        ENTRY_MISSING,
        /** A bundle goes on after its last entry. */
        ENTRY_SURPLUS,
        /** A hash tile is missing or ends at that hash. */
        HASH_MISSING,
        /** A hash tile goes on after its last hash. */
        HASH_SURPLUS,
        /** A tile's hash is not that of the entries below it: one or the other was changed. */
        HASH_DIFFERS,
        /** Entries and tiles agree with each other, and the log signed another root. */
        ROOT_DIFFERS,
    }
}
