package io.sealpost.consent.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the newest record of a scope says. */
public sealed interface Stance {

    /** Yes, until a time or without end. */
    record Granted(@Nullable Instant validUntil) implements Stance {
        /** The end itself is no longer covered. */
        public boolean covers(Instant now) {
            return validUntil == null || now.isBefore(validUntil);
        }

        boolean endsAfter(Instant last) {
            return validUntil != null && validUntil.isAfter(last);
        }
    }

    /**
     * No.
     *
     * @param askedAt when the person last said so; a grant collected before is no answer to it
     */
    record Withdrawn(Instant askedAt) implements Stance {}
}
