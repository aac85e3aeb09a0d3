package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.ClearanceOutcome;
import io.sealpost.consent.domain.ClearanceOutcome.Cleared;
import io.sealpost.consent.domain.ClearanceOutcome.Refused;
import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.hop.OutcomeCodec;
import io.sealpost.seal.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Stores clearances. Version 1 is one of
 *
 * <pre>
 * u8 1 ‖ 32 bytes record hash ‖ u64 version [‖ u64 end of the grant in ms, if it has one]
 * u8 2 ‖ u8 refusal reason
 * </pre>
 */
final class ClearanceOutcomeCodec extends OutcomeCodec<ClearanceOutcome> {
    private static final int VERSION = 1;
    private static final byte CLEARED = 1;
    private static final byte REFUSED = 2;

    ClearanceOutcomeCodec() {
        super(VERSION);
    }

    @Override
    protected byte[] write(ClearanceOutcome outcome) {
        return switch (outcome) {
            case Cleared cleared -> cleared(cleared);
            case Refused(RefusalReason why) -> new byte[] {REFUSED, (byte) why.code()};
        };
    }

    @Override
    protected ClearanceOutcome read(int version, byte[] stored) {
        ByteBuffer fields = ByteBuffer.wrap(stored);
        byte kind = fields.get();
        return switch (kind) {
            case CLEARED -> new Cleared(hash(fields), fields.getLong(), end(fields));
            case REFUSED -> new Refused(RefusalReason.of(fields.get()));
            default -> throw new IllegalArgumentException("no clearance outcome " + kind);
        };
    }

    private static byte[] cleared(Cleared cleared) {
        Instant end = cleared.validUntil();
        int size = 1 + Sha256.SIZE + Long.BYTES + (end == null ? 0 : Long.BYTES);
        ByteBuffer fields =
                ByteBuffer.allocate(size)
                        .put(CLEARED)
                        .put(cleared.record().toArray())
                        .putLong(cleared.version());
        if (end != null) {
            fields.putLong(end.toEpochMilli());
        }
        return fields.array();
    }

    private static Sha256 hash(ByteBuffer fields) {
        byte[] hash = new byte[Sha256.SIZE];
        fields.get(hash);
        return Sha256.from(hash);
    }

    private static @Nullable Instant end(ByteBuffer fields) {
        return fields.hasRemaining() ? Instant.ofEpochMilli(fields.getLong()) : null;
    }
}
