package io.sealpost.encryption.sealing;

import io.sealpost.hop.Outcome;
import io.sealpost.schemas.Reason;

/** What became of one message. */
public sealed interface SealingOutcome extends Outcome {

    /** The message is sealed to every device of the list. */
    record Sealed(Envelopes envelopes) implements SealingOutcome {
        @Override
        public String verdict() {
            return "SEALED";
        }
    }

    /** The message ends here: it cannot be sealed, now or later. */
    record Unsealable(Reason why) implements SealingOutcome {
        @Override
        public String verdict() {
            return "UNSEALABLE";
        }

        @Override
        public String reason() {
            return why.name();
        }
    }
}
