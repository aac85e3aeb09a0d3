package io.sealpost.delivery.domain;

import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.socket.ReceiptKind;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened to one message, as {@code message-steps} tells it. */
public sealed interface Step {

    /** When ingest, consent and encryption decided; null where a stage was not reached. */
    record Times(@Nullable Instant ingested, @Nullable Instant cleared, @Nullable Instant sealed) {}

    /** The consent a message was cleared under. */
    record Clearance(Purpose purpose, String channel, long version) {}

    /** It is sealed to these devices. */
    record Sealed(Facts facts, Times times, Clearance clearance, Set<DeviceId> devices, Instant at)
            implements Step {}

    /** It ended before delivery: {@code end} is REJECTED, REFUSED or UNSEALABLE. */
    record Ended(DeliveryEventKind end, Facts facts, Times times, Reason reason, Instant at)
            implements Step {}

    /** A frame with it was written and no answer came within a second. */
    record Sent(DeviceId device, Instant sentAt) implements Step {}

    /**
     * A device answered.
     *
     * @param sentAt when the frame with the message was written, by the database's clock
     * @param receivedAt by the clock of the replica with the socket
     * @param lacks CANNOT_OPEN: the key it does not have
     */
    record Receipt(
            DeviceId device,
            ReceiptKind kind,
            Instant sentAt,
            Instant receivedAt,
            @Nullable Bytes lacks)
            implements Step {

        /** Never before it was sent, however far the two clocks are apart. */
        Instant answeredAt() {
            return receivedAt.isBefore(sentAt) ? sentAt : receivedAt;
        }
    }

    /** Its time to live has passed. */
    record Expire(Instant due) implements Step {}

    /** The consent it was cleared under was withdrawn by this version. */
    record Recall(long version, Instant at) implements Step {}
}
