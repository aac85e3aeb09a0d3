package io.sealpost.audit.publishing;

/**
 * Key, published checkpoints and stored log do not belong together (docs/adr/0015). Nothing is
 * signed or appended until an operator restores the right one.
 */
public final class LogMismatch extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The mismatch. Readiness and the log report its name. */
    public enum Reason {
        /** The log was published, and {@code log.skey} does not exist. */
        KEY_MISSING,
        /** Others than its owner can read {@code log.skey}. */
        KEY_NOT_PRIVATE,
        /** {@code log.skey} does not contain a key. */
        KEY_UNREADABLE,
        /** {@code log.skey} is the key of another origin than the configured one. */
        KEY_OF_ANOTHER_ORIGIN,
        /** The log has leaves, and neither topic nor file has a checkpoint. */
        CHECKPOINT_MISSING,
        /** The last published checkpoint is not signed by this key, or cannot be read. */
        CHECKPOINT_UNREADABLE,
        /** The stored log ends before the last published checkpoint. */
        LOG_BEHIND_CHECKPOINT,
        /** The stored log does not continue the last published checkpoint. */
        OTHER_HISTORY,
    }

    private final Reason reason;

    LogMismatch(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
