package io.sealpost.ingest.domain;

import io.sealpost.hop.Outcome;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Sha256;

/** What ingest decided about a send-request. */
public sealed interface RequestOutcome extends Outcome {

    /** The {@link Request#copy} that was decided; only that copy is published. */
    Sha256 copy();

    /** The message goes on to consent. */
    record Accepted(Sha256 copy) implements RequestOutcome {
        @Override
        public String verdict() {
            return "ACCEPTED";
        }
    }

    /** The message ends here. */
    record Rejected(Reason why, Sha256 copy) implements RequestOutcome {
        @Override
        public String verdict() {
            return "REJECTED";
        }

        @Override
        public String reason() {
            return why.name();
        }
    }
}
