package io.sealpost.delivery.domain;

import io.sealpost.schemas.DeliveryEventKind;

/** How a message ends before delivery. */
public enum EarlyEnd {
    /** By ingest. */
    REJECTED(DeliveryEventKind.REJECTED, MessageStatus.REJECTED, 0),
    /** By consent, after ACCEPTED. */
    REFUSED(DeliveryEventKind.REFUSED, MessageStatus.REFUSED, 1),
    /** By encryption, after ACCEPTED and CLEARED. */
    UNSEALABLE(DeliveryEventKind.UNSEALABLE, MessageStatus.UNSEALABLE, 2);

    private final DeliveryEventKind event;
    private final MessageStatus status;
    private final int earlierEvents;

    EarlyEnd(DeliveryEventKind event, MessageStatus status, int earlierEvents) {
        this.event = event;
        this.status = status;
        this.earlierEvents = earlierEvents;
    }

    DeliveryEventKind event() {
        return event;
    }

    MessageStatus status() {
        return status;
    }

    /** How many of ACCEPTED, CLEARED and SEALED come before it. */
    int earlierEvents() {
        return earlierEvents;
    }
}
