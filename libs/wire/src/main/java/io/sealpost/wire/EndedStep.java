package io.sealpost.wire;

import io.sealpost.schemas.Ended;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.StageTimes;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Mode;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A message that ended before delivery, and its record on {@code message-steps}. The record follows
 * from these fields alone, so a repeat has the same bytes.
 *
 * @param kind REJECTED by ingest, REFUSED by consent, or UNSEALABLE
 * @param request the id that the producer chose; of any form
 * @param business the tenant of the topic that the request came on
 * @param recipient null where its form is wrong: it may be an address
 * @param stages when each stage decided, this one included
 * @param at when this stage decided
 */
public record EndedStep(
        StepKind kind,
        MessageId message,
        UUID request,
        String business,
        @Nullable String recipient,
        Mode mode,
        Lane lane,
        Reason reason,
        StageTimes stages,
        Instant at) {
    private static final Set<StepKind> KINDS =
            Set.of(StepKind.REJECTED, StepKind.REFUSED, StepKind.UNSEALABLE);
    private static final LaneTopics TOPICS = Catalogue.get().lanes("message-steps");

    /** Throws {@link IllegalArgumentException} for a kind that does not end a message. */
    public EndedStep {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException(kind + " does not end a message before delivery");
        }
    }

    /** For a message that ingest accepted: the ids, mode and lane are those of its header. */
    public static EndedStep of(
            StepKind kind, MessageHeader header, Reason reason, StageTimes stages, Instant at) {
        return new EndedStep(
                kind,
                new MessageId(header.getMessageId()),
                header.getRequestId(),
                header.getBusiness(),
                header.getRecipient(),
                Enums.domain(header.getMode()),
                Enums.domain(header.getLane()),
                reason,
                stages,
                at);
    }

    /** The value of the record. */
    public MessageStep step() {
        return MessageStep.newBuilder()
                .setStepId(Ids.stepId(message, kind.name(), null))
                .setKind(kind)
                .setAt(at)
                .setEnded(ended())
                .build();
    }

    /**
     * The record on the lane's topic. Its key is the recipient, or the message id where there is no
     * recipient.
     *
     * @throws IllegalArgumentException for an unknown lane
     * @throws SchemaRegistryUnavailable as {@link Codec#encode}
     */
    public ProducerRecord<String, byte[]> toRecord(Codec<MessageStep> codec) {
        return new ProducerRecord<>(topic(), key(), codec.encode(step()));
    }

    String topic() {
        return TOPICS.of(lane).name();
    }

    String key() {
        return recipient == null ? message.toString() : recipient;
    }

    private Ended ended() {
        return Ended.newBuilder()
                .setMessageId(message.value())
                .setRequestId(request)
                .setBusiness(business)
                .setRecipient(recipient)
                .setMode(Enums.avro(mode))
                .setLane(Enums.avro(lane))
                .setReason(reason)
                .setStages(stages)
                .build();
    }
}
