package io.sealpost.consent.messaging;

import io.sealpost.hop.Outcome;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.Clearance;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.Ended;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.StageTimes;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.MessageId;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is told of a message: it goes on, its parts as they came, or it ends here. */
final class ClearanceEvents {
    private final Codec<ClearedMessage> cleared;
    private final Codec<MessageStep> steps;

    ClearanceEvents(SchemaRegistry registry) {
        this.cleared = new Codec<>(registry, ClearedMessage.class);
        this.steps = new Codec<>(registry, MessageStep.class);
    }

    ProducerRecord<String, byte[]> of(AcceptedMessage message, Outcome outcome) {
        Clearance clearance = ClearanceOutcomes.clearance(outcome);
        return clearance == null ? refused(message, outcome) : cleared(message, outcome, clearance);
    }

    private ProducerRecord<String, byte[]> cleared(
            AcceptedMessage message, Outcome outcome, Clearance clearance) {
        MessageHeader header = message.getHeader();
        ClearedMessage next = new ClearedMessage();
        next.setHeader(header);
        next.setStages(stages(message, outcome));
        next.setClearance(clearance);
        next.setGateway(message.getGateway());
        next.setEnvelopes(message.getEnvelopes());
        return new ProducerRecord<>(
                "cleared-messages." + lane(header), header.getRecipient(), cleared.encode(next));
    }

    private ProducerRecord<String, byte[]> refused(AcceptedMessage message, Outcome outcome) {
        MessageHeader header = message.getHeader();
        Ended ended =
                new Ended(
                        header.getMessageId(),
                        header.getRequestId(),
                        header.getBusiness(),
                        header.getRecipient(),
                        header.getMode(),
                        header.getLane(),
                        Reason.valueOf(outcome.reason()),
                        stages(message, outcome));
        MessageStep step = new MessageStep();
        step.setStepId(
                Ids.stepId(new MessageId(header.getMessageId()), StepKind.REFUSED.name(), null));
        step.setKind(StepKind.REFUSED);
        step.setAt(outcome.decidedAt());
        step.setEnded(ended);
        return new ProducerRecord<>(
                "message-steps." + lane(header), header.getRecipient(), steps.encode(step));
    }

    private static StageTimes stages(AcceptedMessage message, Outcome outcome) {
        StageTimes stages = new StageTimes();
        stages.setIngestedAt(message.getStages().getIngestedAt());
        stages.setConsentAt(outcome.decidedAt());
        return stages;
    }

    private static String lane(MessageHeader header) {
        return header.getLane().name().toLowerCase(Locale.ROOT);
    }
}
