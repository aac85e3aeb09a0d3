package io.sealpost.ingest.messaging;

import io.sealpost.ingest.domain.Lanes;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.Ended;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.SendRequest;
import io.sealpost.schemas.StageTimes;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.wire.Codec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** From an outcome to its record: of input and stored time alone, so a replay gives equal bytes. */
final class OutcomeEdge {
    private final Codec<AcceptedMessage> accepted;
    private final Codec<MessageStep> steps;

    OutcomeEdge(Codec<AcceptedMessage> accepted, Codec<MessageStep> steps) {
        this.accepted = accepted;
        this.steps = steps;
    }

    ProducerRecord<String, byte[]> accepted(RequestInput input, Instant decidedAt) {
        AcceptedMessage message =
                AcceptedMessage.newBuilder()
                        .setHeader(header(input))
                        .setStages(stages(decidedAt))
                        .setGateway(input.wire().getGateway())
                        .setEnvelopes(input.wire().getEnvelopes())
                        .build();
        String topic = topic("accepted-messages.", Lanes.of(input.request()));
        return new ProducerRecord<>(topic, input.wire().getRecipient(), accepted.encode(message));
    }

    ProducerRecord<String, byte[]> rejected(RequestInput input, Reason reason, Instant decidedAt) {
        MessageStep step =
                MessageStep.newBuilder()
                        .setStepId(Ids.stepId(input.id(), StepKind.REJECTED.name(), null))
                        .setKind(StepKind.REJECTED)
                        .setAt(decidedAt)
                        .setEnded(ended(input, reason, decidedAt))
                        .build();
        String recipient = recipient(input);
        String key = recipient == null ? input.id().toString() : recipient;
        String topic = topic("message-steps.", Lanes.of(input.request()));
        return new ProducerRecord<>(topic, key, steps.encode(step));
    }

    private static MessageHeader header(RequestInput input) {
        SendRequest wire = input.wire();
        return MessageHeader.newBuilder()
                .setMessageId(input.id().value())
                .setRequestId(wire.getRequestId())
                .setRequestDigest(ByteBuffer.wrap(input.digest().toArray()))
                .setBusiness(wire.getBusiness())
                .setRecipient(wire.getRecipient())
                .setMode(wire.getMode())
                .setLane(Lanes.of(input.request()))
                .setPurpose(wire.getPurpose())
                .setCategory(wire.getCategory())
                .setChannel(wire.getChannel())
                .setTemplateId(wire.getTemplateId())
                .setTemplateVersion(wire.getTemplateVersion())
                .setContentType(wire.getContentType())
                .setSentAt(input.id().sentAt())
                .setNotBefore(wire.getNotBefore())
                .setExpiresAt(wire.getExpiresAt())
                .setSupersedes(wire.getSupersedes())
                .setIdentityKeyHash(wire.getIdentityKeyHash())
                .build();
    }

    /** Only what was found to be of the right form is repeated. */
    private static Ended ended(RequestInput input, Reason reason, Instant decidedAt) {
        return Ended.newBuilder()
                .setMessageId(input.id().value())
                .setRequestId(input.wire().getRequestId())
                .setBusiness(input.request().arrival().tenant().value())
                .setRecipient(recipient(input))
                .setMode(input.wire().getMode())
                .setLane(Lanes.of(input.request()))
                .setReason(reason)
                .setStages(stages(decidedAt))
                .build();
    }

    private static @Nullable String recipient(RequestInput input) {
        String recipient = input.wire().getRecipient();
        return RecipientId.isValid(recipient) ? recipient : null;
    }

    private static StageTimes stages(Instant ingestedAt) {
        return StageTimes.newBuilder().setIngestedAt(ingestedAt).build();
    }

    private static String topic(String family, Lane lane) {
        return family + lane.name().toLowerCase(Locale.ROOT);
    }
}
