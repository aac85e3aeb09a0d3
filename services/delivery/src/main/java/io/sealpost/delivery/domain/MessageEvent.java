package io.sealpost.delivery.domain;

import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event in the life of a message, as its tenant reads it.
 *
 * @param terminal true for the one event that ends the message
 * @param device of SENT, DELIVERED and READ; null for all others
 */
public record MessageEvent(
        DeliveryEventKind kind,
        Instant at,
        boolean terminal,
        Reason reason,
        @Nullable DeviceId device) {

    /** An event that ends nothing and concerns no single device. */
    static MessageEvent passed(DeliveryEventKind kind, Instant at) {
        return new MessageEvent(kind, at, false, Reason.NONE, null);
    }

    /** An event of one device that ends nothing. */
    static MessageEvent by(DeviceId device, DeliveryEventKind kind, Instant at) {
        return new MessageEvent(kind, at, false, Reason.NONE, device);
    }

    /** DELIVERED by the first device: the terminal. */
    static MessageEvent delivered(DeviceId device, Instant at) {
        return new MessageEvent(DeliveryEventKind.DELIVERED, at, true, Reason.NONE, device);
    }

    /** Any other terminal. */
    static MessageEvent ended(DeliveryEventKind kind, Instant at, Reason reason) {
        return new MessageEvent(kind, at, true, reason, null);
    }

    /**
     * Whether the device is part of the event's id. An event that happens once a message has an id
     * without a device (docs/design.md §2, Ids).
     */
    public boolean isPerDevice() {
        return kind == DeliveryEventKind.READ || kind == DeliveryEventKind.DELIVERED && !terminal;
    }
}
