package io.sealpost.cli.command;

import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import java.util.List;
import java.util.Optional;

/** What was told of one message in time, and what it means to who sent it. */
record SendOutcome(List<DeliveryEvent> events) {

    /** The event that ended the message, if one has. */
    Optional<DeliveryEvent> end() {
        return events.stream().filter(DeliveryEvent::getTerminal).findFirst();
    }

    /** Delivered, or accepted and not ended: then it waits for a device to connect. */
    boolean isWell() {
        return end().map(SendOutcome::isDelivery).orElse(!events.isEmpty());
    }

    /** Why it was not delivered; NONE where it was or may still be. */
    Reason reason() {
        return end().map(DeliveryEvent::getReason).orElse(Reason.NONE);
    }

    /** For people. */
    String sentence() {
        if (events.isEmpty()) {
            return "nothing was told of it in time; ./sealpost status shows whether all is running";
        }
        return end().map(SendOutcome::ended)
                .orElse("accepted; it is delivered when a device of the recipient connects");
    }

    private static String ended(DeliveryEvent end) {
        return isDelivery(end)
                ? "delivered"
                : "not delivered: " + end.getKind() + ", " + end.getReason();
    }

    private static boolean isDelivery(DeliveryEvent end) {
        return end.getKind() == DeliveryEventKind.DELIVERED;
    }
}
