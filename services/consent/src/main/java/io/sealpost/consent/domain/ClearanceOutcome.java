package io.sealpost.consent.domain;

import io.sealpost.hop.Outcome;
import io.sealpost.seal.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether one message may be sent. */
public sealed interface ClearanceOutcome extends Outcome {

    /**
     * It may be sent.
     *
     * @param record hash of the consent record that allows it
     * @param version of that record
     * @param validUntil when the grant ends: from then on the message must not be delivered; null
     *     for a grant without end
     */
    record Cleared(Sha256 record, long version, @Nullable Instant validUntil)
            implements ClearanceOutcome {
        @Override
        public String verdict() {
            return "CLEARED";
        }
    }

    /** It must not be sent. */
    record Refused(RefusalReason why) implements ClearanceOutcome {
        @Override
        public String verdict() {
            return "REFUSED";
        }

        @Override
        public String reason() {
            return why.name();
        }
    }
}
