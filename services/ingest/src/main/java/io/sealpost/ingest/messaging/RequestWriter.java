package io.sealpost.ingest.messaging;

import io.sealpost.ingest.domain.RequestOutcome;
import io.sealpost.ingest.domain.RequestOutcome.Accepted;
import io.sealpost.ingest.domain.RequestOutcome.Rejected;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.SendRequest;
import io.sealpost.schemas.StageTimes;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.EndedStep;
import io.sealpost.wire.Enums;
import io.sealpost.wire.LaneTopics;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * From an outcome to its record. Uses only the input and the stored time, so a replay gives equal
 * bytes.
 */
final class RequestWriter {
    private static final LaneTopics ACCEPTED = Catalogue.get().lanes("accepted-messages");

    private final Codec<AcceptedMessage> accepted;
    private final Codec<MessageStep> steps;

    RequestWriter(Codec<AcceptedMessage> accepted, Codec<MessageStep> steps) {
        this.accepted = accepted;
        this.steps = steps;
    }

    ProducerRecord<String, byte[]> write(
            RequestInput input, RequestOutcome outcome, Instant decidedAt) {
        return switch (outcome) {
            case Accepted _ -> accepted(input, decidedAt);
            case Rejected rejected -> rejected(input, rejected.why(), decidedAt);
        };
    }

    private ProducerRecord<String, byte[]> accepted(RequestInput input, Instant decidedAt) {
        AcceptedMessage message =
                AcceptedMessage.newBuilder()
                        .setHeader(header(input))
                        .setStages(stages(decidedAt))
                        .setGateway(input.wire().getGateway())
                        .setEnvelopes(input.wire().getEnvelopes())
                        .build();
        return new ProducerRecord<>(
                ACCEPTED.of(input.request().lane()).name(),
                input.wire().getRecipient(),
                accepted.encode(message));
    }

    private ProducerRecord<String, byte[]> rejected(
            RequestInput input, Reason reason, Instant decidedAt) {
        return new EndedStep(
                        StepKind.REJECTED,
                        input.id(),
                        input.wire().getRequestId(),
                        input.request().arrival().tenant().value(),
                        recipient(input),
                        input.request().fields().mode(),
                        input.request().lane(),
                        reason,
                        stages(decidedAt),
                        decidedAt)
                .toRecord(steps);
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
                .setLane(Enums.avro(input.request().lane()))
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

    /** Null where the form is wrong: the field may hold an address, which must not be published. */
    private static @Nullable String recipient(RequestInput input) {
        String recipient = input.wire().getRecipient();
        return RecipientId.isValid(recipient) ? recipient : null;
    }

    private static StageTimes stages(Instant ingestedAt) {
        return StageTimes.newBuilder().setIngestedAt(ingestedAt).build();
    }
}
