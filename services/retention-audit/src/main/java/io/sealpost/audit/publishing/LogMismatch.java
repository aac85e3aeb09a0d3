package io.sealpost.audit.publishing;

/**
 * Key, published checkpoints and stored log do not belong together. Nothing is signed or appended
 * until an operator has put the right one back.
 */
public final class LogMismatch extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong, as readiness tells it. */
    public enum Reason {
        /** The log was published under a key that is no longer there. */
        KEY_MISSING,
        /** {@code log.skey} can be read by others than its owner. */
        KEY_NOT_PRIVATE,
        /** {@code log.skey} is no key. */
        KEY_UNREADABLE,
        /** {@code log.skey} is of another origin than configured. */
        KEY_OF_ANOTHER_ORIGIN,
        /** The log has leaves, and what was published of it is nowhere to be found. */
        CHECKPOINT_MISSING,
        /** The last checkpoint published is not one by this key. */
        CHECKPOINT_UNREADABLE,
        /** The stored log ends before the last checkpoint published. */
        LOG_BEHIND_CHECKPOINT,
        /** The stored log is not a continuation of the last checkpoint published. */
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
