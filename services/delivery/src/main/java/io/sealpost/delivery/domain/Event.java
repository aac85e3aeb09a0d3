package io.sealpost.delivery.domain;

import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a tenant is told of one message.
 *
 * @param terminal true for the one event that ends the message
 * @param device of SENT, DELIVERED and READ
 */
public record Event(
        DeliveryEventKind kind,
        Instant at,
        boolean terminal,
        Reason reason,
        @Nullable DeviceId device) {

    /** A stage on the way. */
    static Event passed(DeliveryEventKind kind, Instant at) {
        return new Event(kind, at, false, Reason.NONE, null);
    }

    /** What one device did; not a terminal. */
    static Event by(DeviceId device, DeliveryEventKind kind, Instant at) {
        return new Event(kind, at, false, Reason.NONE, device);
    }

    /** The first delivery. */
    static Event delivered(DeviceId device, Instant at) {
        return new Event(DeliveryEventKind.DELIVERED, at, true, Reason.NONE, device);
    }

    /** Any other end. */
    static Event ended(DeliveryEventKind kind, Instant at, Reason reason) {
        return new Event(kind, at, true, reason, null);
    }

    /**
     * Whether the device belongs to the event's id: what happens once a message is named without
     * it.
     */
    public boolean isPerDevice() {
        return kind == DeliveryEventKind.READ || kind == DeliveryEventKind.DELIVERED && !terminal;
    }
}
