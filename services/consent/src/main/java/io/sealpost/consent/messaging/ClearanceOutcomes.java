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
 * A clearance as it is stored. Detail: 32 bytes record hash ‖ u64-BE version ‖ u64-BE milliseconds
 * of the grant's end, where it has one; none for a refusal.
 */
final class ClearanceOutcomes {
    private static final String CLEARED = "CLEARED";
    private static final String REFUSED = "REFUSED";
    private static final String NONE = "NONE";
    private static final int WITHOUT_END = Sha256.SIZE + Long.BYTES;

    private ClearanceOutcomes() {}

    static Outcome of(Clearing clearing, Instant now) {
        return switch (clearing) {
            case Cleared cleared -> new Outcome(CLEARED, NONE, detail(cleared), now);
            case Refused refused -> new Outcome(REFUSED, refused.why().name(), null, now);
        };
    }

    /** Null for a refusal. */
    static @Nullable Clearance clearance(Outcome outcome) {
        byte[] detail = outcome.detail();
        if (detail == null) {
            return null;
        }
        ByteBuffer fields = ByteBuffer.wrap(detail);
        ByteBuffer hash = fields.slice(0, Sha256.SIZE);
        long version = fields.getLong(Sha256.SIZE);
        Instant end =
                detail.length == WITHOUT_END
                        ? null
                        : Instant.ofEpochMilli(fields.getLong(WITHOUT_END));
        return new Clearance(hash, version, outcome.decidedAt(), end);
    }

    private static byte[] detail(Cleared cleared) {
        Instant end = cleared.validUntil();
        ByteBuffer detail =
                ByteBuffer.allocate(WITHOUT_END + (end == null ? 0 : Long.BYTES))
                        .put(cleared.record().toArray())
                        .putLong(cleared.version());
        if (end != null) {
            detail.putLong(end.toEpochMilli());
        }
        return detail.array();
    }
}
