package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.ClearanceOutcome;
import io.sealpost.consent.domain.ClearanceOutcome.Cleared;
import io.sealpost.consent.domain.ClearanceOutcome.Refused;
import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.Clearance;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.StageTimes;
import io.sealpost.schemas.StepKind;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.EndedStep;
import io.sealpost.wire.Enums;
import io.sealpost.wire.LaneTopics;
import io.sealpost.wire.SchemaRegistry;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The one record of a message that was decided: on to encryption, content unchanged, or its end.
 */
final class ClearanceWriter {
    private static final LaneTopics CLEARED = Catalogue.get().lanes("cleared-messages");

    private final Codec<ClearedMessage> cleared;
    private final Codec<MessageStep> steps;

    ClearanceWriter(SchemaRegistry registry) {
        this.cleared = new Codec<>(registry, ClearedMessage.class);
        this.steps = new Codec<>(registry, MessageStep.class);
    }

    ProducerRecord<String, byte[]> write(
            AcceptedMessage message, ClearanceOutcome outcome, Instant decidedAt) {
        return switch (outcome) {
            case Cleared clearance -> cleared(message, clearance, decidedAt);
            case Refused(RefusalReason why) -> refused(message, why, decidedAt);
        };
    }

    private ProducerRecord<String, byte[]> cleared(
            AcceptedMessage message, Cleared clearance, Instant decidedAt) {
        MessageHeader header = message.getHeader();
        ClearedMessage next = new ClearedMessage();
        next.setHeader(header);
        next.setStages(stages(message, decidedAt));
        next.setClearance(
                new Clearance(
                        ByteBuffer.wrap(clearance.record().toArray()),
                        clearance.version(),
                        decidedAt,
                        clearance.validUntil()));
        next.setGateway(message.getGateway());
        next.setEnvelopes(message.getEnvelopes());
        return new ProducerRecord<>(
                CLEARED.of(Enums.domain(header.getLane())).name(),
                header.getRecipient(),
                cleared.encode(next));
    }

    private ProducerRecord<String, byte[]> refused(
            AcceptedMessage message, RefusalReason why, Instant decidedAt) {
        return EndedStep.of(
                        StepKind.REFUSED,
                        message.getHeader(),
                        RefusalReasons.avro(why),
                        stages(message, decidedAt),
                        decidedAt)
                .toRecord(steps);
    }

    private static StageTimes stages(AcceptedMessage message, Instant decidedAt) {
        StageTimes stages = new StageTimes();
        stages.setIngestedAt(message.getStages().getIngestedAt());
        stages.setConsentAt(decidedAt);
        return stages;
    }
}
