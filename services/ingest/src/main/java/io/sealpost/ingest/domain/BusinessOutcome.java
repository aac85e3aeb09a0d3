package io.sealpost.ingest.domain;

import io.sealpost.hop.Outcome;
import io.sealpost.ingest.domain.BusinessState.Registered;
import io.sealpost.schemas.Reason;

/** What became of an operator's command about a business. */
public sealed interface BusinessOutcome extends Outcome {

    /** The business has a new version. */
    record Changed(Registered state) implements BusinessOutcome {
        @Override
        public String verdict() {
            return "CHANGED";
        }
    }

    /** The business already was as the command wants it. */
    record Unchanged(Registered state) implements BusinessOutcome {
        @Override
        public String verdict() {
            return "UNCHANGED";
        }
    }

    /** The command names a business that was never registered. */
    record UnknownBusiness() implements BusinessOutcome {
        @Override
        public String verdict() {
            return "REFUSED";
        }

        @Override
        public String reason() {
            return Reason.UNKNOWN_BUSINESS.name();
        }
    }
}
