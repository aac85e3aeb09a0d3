package io.sealpost.audit.messaging;

import io.sealpost.audit.domain.Details;
import io.sealpost.audit.domain.Step;
import io.sealpost.audit.messaging.Reading.Elsewhere;
import io.sealpost.audit.messaging.Reading.Logged;
import io.sealpost.audit.messaging.Reading.Poison;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.Ended;
import io.sealpost.schemas.Envelope;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Sealed;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.tlog.LeafType;
import io.sealpost.wire.AvroBytes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * From a decoded record to its step. A step told on several topics is taken from its source alone
 * (the catalogue's {@code steps}). Ids of a wrong form throw {@link IllegalArgumentException}.
 */
final class Steps {
    private Steps() {}

    static Reading accepted(AcceptedMessage message) {
        Instant at = message.getStages().getIngestedAt();
        if (at == null) {
            return new Poison(DeadLetterReason.BAD_FORM);
        }
        MessageHeader header = message.getHeader();
        return step(header, LeafType.ACCEPTED, at, Details.accepted(digest(header)));
    }

    static Reading cleared(ClearedMessage message) {
        MessageHeader header = message.getHeader();
        var clearance = message.getClearance();
        byte[] detail =
                Details.cleared(
                        digest(header),
                        AvroBytes.of(clearance.getRecordHash()),
                        clearance.getVersion());
        return step(header, LeafType.CLEARED, clearance.getClearedAt(), detail);
    }

    static Reading of(MessageStep step) {
        return switch (step.getKind()) {
            case SEALED -> sealed(step, step.getSealed());
            case REJECTED -> ended(step, LeafType.REJECTED, step.getEnded());
            case REFUSED -> ended(step, LeafType.REFUSED, step.getEnded());
            case UNSEALABLE -> ended(step, LeafType.UNSEALABLE, step.getEnded());
            case SENT, RECEIPT, EXPIRE, RECALL -> new Elsewhere();
            case UNKNOWN -> new Poison(DeadLetterReason.UNKNOWN);
        };
    }

    static Reading of(DeliveryEvent event) {
        return switch (event.getKind()) {
            case SENT -> delivery(event, LeafType.SENT);
            case DELIVERED -> delivery(event, LeafType.DELIVERED);
            case READ -> delivery(event, LeafType.READ);
            case EXPIRED -> delivery(event, LeafType.EXPIRED);
            case RECALLED -> delivery(event, LeafType.RECALLED);
            case FAILED -> delivery(event, LeafType.FAILED);
            case ACCEPTED, CLEARED, SEALED, REJECTED, REFUSED, UNSEALABLE -> new Elsewhere();
            case UNKNOWN -> new Poison(DeadLetterReason.UNKNOWN);
        };
    }

    private static Reading sealed(MessageStep step, @Nullable Sealed sealed) {
        if (sealed == null) {
            return new Poison(DeadLetterReason.KIND_WITHOUT_RECORD);
        }
        MessageHeader header = sealed.getHeader();
        List<byte[]> envelopes = sealed.getEnvelopes().stream().map(Steps::hash).toList();
        byte[] detail =
                Details.sealed(digest(header), AvroBytes.of(sealed.getDeviceListHash()), envelopes);
        return new Logged(
                new Step(
                        step.getStepId(),
                        new MessageId(header.getMessageId()),
                        new BusinessId(header.getBusiness()),
                        new RecipientId(header.getRecipient()),
                        LeafType.SEALED,
                        step.getAt(),
                        detail));
    }

    private static Reading ended(MessageStep step, LeafType type, @Nullable Ended ended) {
        if (ended == null) {
            return new Poison(DeadLetterReason.KIND_WITHOUT_RECORD);
        }
        return new Logged(
                new Step(
                        step.getStepId(),
                        new MessageId(ended.getMessageId()),
                        new BusinessId(ended.getBusiness()),
                        recipient(ended.getRecipient()),
                        type,
                        step.getAt(),
                        Details.ended(ended.getReason().name())));
    }

    private static Reading delivery(DeliveryEvent event, LeafType type) {
        return new Logged(
                new Step(
                        event.getEventId(),
                        new MessageId(event.getMessageId()),
                        new BusinessId(event.getBusiness()),
                        recipient(event.getRecipient()),
                        type,
                        event.getAt(),
                        Details.delivery(event.getDevice(), event.getReason().name())));
    }

    private static Reading step(MessageHeader header, LeafType type, Instant at, byte[] detail) {
        MessageId message = new MessageId(header.getMessageId());
        UUID event = Ids.stepId(message, type.name(), null);
        return new Logged(
                new Step(
                        event,
                        message,
                        new BusinessId(header.getBusiness()),
                        new RecipientId(header.getRecipient()),
                        type,
                        at,
                        detail));
    }

    private static @Nullable RecipientId recipient(@Nullable String text) {
        return text == null ? null : new RecipientId(text);
    }

    private static byte[] digest(MessageHeader header) {
        return AvroBytes.of(header.getRequestDigest());
    }

    private static byte[] hash(Envelope envelope) {
        return Sha256.of(AvroBytes.of(envelope.getSealed())).toArray();
    }
}
