package io.sealpost.audit.messaging;

import io.sealpost.audit.domain.AuditStep;
import io.sealpost.audit.domain.LeafDetail;
import io.sealpost.audit.messaging.StepReadResult.Found;
import io.sealpost.audit.messaging.StepReadResult.NoLeaf;
import io.sealpost.audit.messaging.StepReadResult.Unusable;
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
 * Extracts the step from a decoded record. A step that is published on several topics is taken from
 * its source topic only (the catalogue's {@code steps}). A malformed id throws {@link
 * IllegalArgumentException}.
 */
final class StepExtractor {
    private StepExtractor() {}

    static StepReadResult accepted(AcceptedMessage message) {
        Instant at = message.getStages().getIngestedAt();
        if (at == null) {
            return new Unusable(DeadLetterReason.BAD_FORM);
        }
        MessageHeader header = message.getHeader();
        return first(header, LeafType.ACCEPTED, at, LeafDetail.accepted(digest(header)));
    }

    static StepReadResult cleared(ClearedMessage message) {
        MessageHeader header = message.getHeader();
        var clearance = message.getClearance();
        byte[] detail =
                LeafDetail.cleared(
                        digest(header),
                        AvroBytes.of(clearance.getRecordHash()),
                        clearance.getVersion());
        return first(header, LeafType.CLEARED, clearance.getClearedAt(), detail);
    }

    static StepReadResult of(MessageStep step) {
        return switch (step.getKind()) {
            case SEALED -> sealed(step, step.getSealed());
            case REJECTED -> ended(step, LeafType.REJECTED, step.getEnded());
            case REFUSED -> ended(step, LeafType.REFUSED, step.getEnded());
            case UNSEALABLE -> ended(step, LeafType.UNSEALABLE, step.getEnded());
            case SENT, RECEIPT, EXPIRE, RECALL -> new NoLeaf();
            case UNKNOWN -> new Unusable(DeadLetterReason.UNKNOWN);
        };
    }

    static StepReadResult of(DeliveryEvent event) {
        return switch (event.getKind()) {
            case SENT -> delivery(event, LeafType.SENT);
            case DELIVERED -> delivery(event, LeafType.DELIVERED);
            case READ -> delivery(event, LeafType.READ);
            case EXPIRED -> delivery(event, LeafType.EXPIRED);
            case RECALLED -> delivery(event, LeafType.RECALLED);
            case FAILED -> delivery(event, LeafType.FAILED);
            case ACCEPTED, CLEARED, SEALED, REJECTED, REFUSED, UNSEALABLE -> new NoLeaf();
            case UNKNOWN -> new Unusable(DeadLetterReason.UNKNOWN);
        };
    }

    /** A step whose record has no step id: the id is derived here. */
    private static StepReadResult first(
            MessageHeader header, LeafType type, Instant at, byte[] detail) {
        UUID eventId = Ids.stepId(new MessageId(header.getMessageId()), type.name(), null);
        return found(eventId, header, type, at, detail);
    }

    private static StepReadResult sealed(MessageStep step, @Nullable Sealed sealed) {
        if (sealed == null) {
            return new Unusable(DeadLetterReason.KIND_WITHOUT_RECORD);
        }
        MessageHeader header = sealed.getHeader();
        List<byte[]> envelopes = sealed.getEnvelopes().stream().map(StepExtractor::hash).toList();
        byte[] detail =
                LeafDetail.sealed(
                        digest(header), AvroBytes.of(sealed.getDeviceListHash()), envelopes);
        return found(step.getStepId(), header, LeafType.SEALED, step.getAt(), detail);
    }

    private static StepReadResult ended(MessageStep step, LeafType type, @Nullable Ended ended) {
        if (ended == null) {
            return new Unusable(DeadLetterReason.KIND_WITHOUT_RECORD);
        }
        return new Found(
                new AuditStep(
                        step.getStepId(),
                        new MessageId(ended.getMessageId()),
                        new BusinessId(ended.getBusiness()),
                        recipient(ended.getRecipient()),
                        type,
                        step.getAt(),
                        LeafDetail.ended(ended.getReason().name())));
    }

    private static StepReadResult delivery(DeliveryEvent event, LeafType type) {
        return new Found(
                new AuditStep(
                        event.getEventId(),
                        new MessageId(event.getMessageId()),
                        new BusinessId(event.getBusiness()),
                        recipient(event.getRecipient()),
                        type,
                        event.getAt(),
                        LeafDetail.delivery(event.getDevice(), event.getReason().name())));
    }

    private static StepReadResult found(
            UUID eventId, MessageHeader header, LeafType type, Instant at, byte[] detail) {
        return new Found(
                new AuditStep(
                        eventId,
                        new MessageId(header.getMessageId()),
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
