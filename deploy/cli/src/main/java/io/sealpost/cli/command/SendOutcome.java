package io.sealpost.cli.command;

import io.sealpost.cli.ResultText;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import java.util.List;
import java.util.Optional;

/**
 * The events of one message that were read in time, and what they mean for its sender.
 *
 * @param purpose of the message
 */
record SendOutcome(List<DeliveryEvent> events, String purpose) {

    /** The terminal event, where there is one. */
    Optional<DeliveryEvent> end() {
        return events.stream().filter(DeliveryEvent::getTerminal).findFirst();
    }

    /** Whether it was delivered, or was accepted and has not ended: it waits for a device. */
    boolean isSuccess() {
        return end().map(SendOutcome::isDelivery).orElse(!events.isEmpty());
    }

    /** Why it was not delivered; NONE where it was delivered or can still be. */
    Reason reason() {
        return end().map(DeliveryEvent::getReason).orElse(Reason.NONE);
    }

    /** The outcome as a sentence. */
    String sentence() {
        if (events.isEmpty()) {
            return "no event arrived in time; check with ./sealpost status that everything runs";
        }
        return end().map(this::sentence)
                .orElse("accepted; it is delivered when a device of the recipient connects");
    }

    private String sentence(DeliveryEvent event) {
        return ResultText.of(event.getKind(), event.getReason(), purpose);
    }

    private static boolean isDelivery(DeliveryEvent end) {
        return end.getKind() == DeliveryEventKind.DELIVERED;
    }
}
