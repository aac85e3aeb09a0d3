package io.sealpost.consent.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one consent record states. */
public sealed interface ConsentStatus {

    /** The text that a record is stored, hashed and shown under. */
    String symbol();

    /**
     * The person agreed.
     *
     * @param validUntil null for a grant without end
     */
    record Granted(@Nullable Instant validUntil) implements ConsentStatus {
        public static final String SYMBOL = "GRANTED";

        @Override
        public String symbol() {
            return SYMBOL;
        }

        /** Whether the grant is in force; at its end it is not. */
        public boolean covers(Instant now) {
            return validUntil == null || now.isBefore(validUntil);
        }

        boolean endsAfter(Instant last) {
            return validUntil != null && validUntil.isAfter(last);
        }
    }

    /**
     * The person withdrew.
     *
     * @param withdrawnAt when the person last did; evidence collected before it is not accepted
     */
    record Withdrawn(Instant withdrawnAt) implements ConsentStatus {
        public static final String SYMBOL = "WITHDRAWN";

        @Override
        public String symbol() {
            return SYMBOL;
        }
    }
}
