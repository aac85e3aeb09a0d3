package io.sealpost.delivery.domain;

import io.sealpost.schemas.Reason;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.socket.ReceiptKind;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened to one message: a record of {@code message-steps}. */
public sealed interface Step {

    /** A step that delivery itself produces. */
    sealed interface DeliveryStep extends Step {}

    /** When ingest, consent and encryption decided; null where a message did not get that far. */
    record Times(@Nullable Instant ingested, @Nullable Instant cleared, @Nullable Instant sealed) {}

    /** The message is sealed to these devices. */
    record Sealed(
            MessageAttributes message,
            Times times,
            ConsentVersion consent,
            Set<DeviceId> devices,
            Instant at)
            implements Step {}

    /** The message ended before delivery. */
    record Ended(EarlyEnd end, MessageAttributes message, Times times, Reason reason, Instant at)
            implements Step {}

    /** A frame with the message was written, and the device did not answer for a while. */
    record Sent(DeviceId device, Instant sentAt) implements DeliveryStep {}

    /**
     * A device answered.
     *
     * @param sentAt when the frame with the message was written, by the database's clock
     * @param receivedAt by the clock of the replica that holds the socket
     * @param missingKey of CANNOT_OPEN: the id of the key that the device does not have
     */
    record Receipt(
            DeviceId device,
            ReceiptKind kind,
            Instant sentAt,
            Instant receivedAt,
            @Nullable Bytes missingKey)
            implements DeliveryStep {

        /** Never before {@code sentAt}, however far the two clocks are apart. */
        Instant answeredAt() {
            return receivedAt.isBefore(sentAt) ? sentAt : receivedAt;
        }
    }

    /** The time of the message has passed. */
    record Expire(Instant due) implements DeliveryStep {}

    /** The consent that the message was cleared under was withdrawn by this version. */
    record Recall(long version, Instant at) implements DeliveryStep {}
}
