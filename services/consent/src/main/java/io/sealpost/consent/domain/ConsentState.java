package io.sealpost.consent.domain;

import io.sealpost.seal.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is on record for one question: this subject, this scope. */
public sealed interface ConsentState {

    /** The same, at an instant: a grant that has ended is no grant. */
    default ConsentState at(Instant now) {
        return this;
    }

    /** Yes. */
    record Granted(Sha256 record, long version, @Nullable Instant validUntil)
            implements ConsentState {
        @Override
        public ConsentState at(Instant now) {
            return new Stance.Granted(validUntil).covers(now) ? this : new Expired();
        }
    }

    /** It was yes, for a time. */
    record Expired() implements ConsentState {}

    /** No. */
    record Withdrawn() implements ConsentState {}

    /** Nothing from this business at all. */
    record Blocked() implements ConsentState {}

    /** Nobody said anything. */
    record Unknown() implements ConsentState {}
}
