package io.sealpost.delivery.domain;

import io.sealpost.hop.Outcome;
import io.sealpost.schemas.DeliveryEventKind;
import java.util.List;

/** What a step led to. */
public sealed interface StepOutcome extends Outcome {

    /**
     * The message is sealed and waits for its devices: it is put into their mailboxes, they are
     * woken, and the events are published.
     */
    record Sealed(MessageAttributes message, List<MessageEvent> events) implements StepOutcome {
        public Sealed {
            events = List.copyOf(events);
        }

        @Override
        public String verdict() {
            return DeliveryEventKind.SEALED.name();
        }
    }

    /** The step counts, and the events are published: at least one, the deciding one last. */
    record Moved(MessageAttributes message, List<MessageEvent> events) implements StepOutcome {
        public Moved {
            events = List.copyOf(events);
        }

        @Override
        public String verdict() {
            return events.getLast().kind().name();
        }

        @Override
        public String reason() {
            return events.getLast().reason().name();
        }
    }

    /** The step counts, and there is nothing to publish: other devices can still open it. */
    record Noted(MessageStatus status) implements StepOutcome {
        @Override
        public String verdict() {
            return "NOTED";
        }

        @Override
        public String reason() {
            return status.name();
        }
    }

    /** The step does not fit the message's status. */
    record Ignored(MessageStatus status) implements StepOutcome {
        @Override
        public String verdict() {
            return "IGNORED";
        }

        @Override
        public String reason() {
            return status.name();
        }
    }

    /** A receipt of a device that the message was not sealed to; ignored. */
    record NotSealedTo() implements StepOutcome {
        @Override
        public String verdict() {
            return "IGNORED";
        }

        @Override
        public String reason() {
            return "NOT_SEALED_TO";
        }
    }
}
