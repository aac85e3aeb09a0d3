package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.Clearing;
import io.sealpost.consent.domain.Clearing.Cleared;
import io.sealpost.consent.domain.Clearing.Refused;
import io.sealpost.hop.Outcome;
import io.sealpost.schemas.Clearance;
import io.sealpost.seal.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A clearance as it is stored. Detail: 32 bytes record hash ‖ u64-BE version; none for a refusal.
 */
final class ClearanceOutcomes {
    private static final String CLEARED = "CLEARED";
    private static final String REFUSED = "REFUSED";
    private static final String NONE = "NONE";

    private ClearanceOutcomes() {}

    static Outcome of(Clearing clearing, Instant now) {
        return switch (clearing) {
            case Cleared(Sha256 record, long version) ->
                    new Outcome(CLEARED, NONE, detail(record, version), now);
            case Refused refused -> new Outcome(REFUSED, refused.why().name(), null, now);
        };
    }

    /** Null for a refusal. */
    static @Nullable Clearance clearance(Outcome outcome) {
        byte[] detail = outcome.detail();
        if (detail == null) {
            return null;
        }
        ByteBuffer hash = ByteBuffer.wrap(detail, 0, Sha256.SIZE).slice();
        long version = ByteBuffer.wrap(detail).getLong(Sha256.SIZE);
        return new Clearance(hash, version, outcome.decidedAt());
    }

    private static byte[] detail(Sha256 record, long version) {
        return ByteBuffer.allocate(Sha256.SIZE + Long.BYTES)
                .put(record.toArray())
                .putLong(version)
                .array();
    }
}
