package io.sealpost.consent.domain;

import io.sealpost.seal.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What holds for one {@link ConsentKey}: its newest record, or a block of its subject. */
public sealed interface EffectiveConsent {

    /** The consent at an instant: a grant that has ended is {@link Expired}. */
    default EffectiveConsent at(Instant now) {
        return this;
    }

    /**
     * The person agreed.
     *
     * @param record hash of the record
     */
    record Granted(Sha256 record, long version, @Nullable Instant validUntil)
            implements EffectiveConsent {
        @Override
        public EffectiveConsent at(Instant now) {
            return new ConsentStatus.Granted(validUntil).covers(now) ? this : new Expired();
        }
    }

    /** The grant has ended. */
    record Expired() implements EffectiveConsent {}

    /** The person withdrew. */
    record Withdrawn() implements EffectiveConsent {}

    /** The person blocked the business. */
    record Blocked() implements EffectiveConsent {}

    /** There is no record. */
    record Unknown() implements EffectiveConsent {}
}
