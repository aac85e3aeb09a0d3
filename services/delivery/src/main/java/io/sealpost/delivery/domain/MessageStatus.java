package io.sealpost.delivery.domain;

/**
 * How far a message came. Every status from {@link #DELIVERED} on is final: the first one committed
 * wins.
 *
 * <pre>
 *   NEW ─► SEALED ─► SENT ─► DELIVERED
 *    │       └────────┴────► EXPIRED, RECALLED, FAILED
 *    └► REJECTED, REFUSED, UNSEALABLE
 * </pre>
 */
public enum MessageStatus {
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

    /** Whether a first answer of a device can still end the message. */
    public boolean isOpen() {
        return this == SEALED || this == SENT;
    }

    /** Whether the message ended after it was sealed, so that late receipts still count. */
    public boolean endedAfterSealing() {
        return this == DELIVERED || this == EXPIRED || this == RECALLED || this == FAILED;
    }
}
