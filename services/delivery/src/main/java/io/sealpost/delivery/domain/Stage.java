package io.sealpost.delivery.domain;

/**
 * How far a message came. Every stage from {@link #DELIVERED} on is a terminal: the first one
 * committed wins.
 *
 * <pre>
 *   NEW ─► SEALED ─► SENT ─► DELIVERED
 *    │       └────────┴────► EXPIRED, RECALLED, FAILED
 *    └► REJECTED, REFUSED, UNSEALABLE
 * </pre>
 */
public enum Stage {
    NEW,
    SEALED,
    SENT,
    DELIVERED,
    EXPIRED,
    RECALLED,
    FAILED,
    REJECTED,
    REFUSED,
    UNSEALABLE;

    /** Whether a device may still be the first to answer. */
    public boolean isOpen() {
        return this == SEALED || this == SENT;
    }

    /** Whether its envelopes may have reached a device, so that late answers still count. */
    public boolean wasSealed() {
        return this == DELIVERED || this == EXPIRED || this == RECALLED || this == FAILED;
    }
}
