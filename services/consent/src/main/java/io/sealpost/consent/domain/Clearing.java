package io.sealpost.consent.domain;

import io.sealpost.seal.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether one message may be sent. */
public sealed interface Clearing {

    /**
     * Yes, under this version of this record.
     *
     * @param validUntil when the grant ends, and what it cleared may no longer be delivered; null
     *     for one without end
     */
    record Cleared(Sha256 record, long version, @Nullable Instant validUntil) implements Clearing {}

    /** No, and why. */
    record Refused(Refusal why) implements Clearing {}
}
