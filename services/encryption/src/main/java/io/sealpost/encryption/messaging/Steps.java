package io.sealpost.encryption.messaging;

import io.sealpost.encryption.sealing.Envelopes;
import io.sealpost.hop.Outcome;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.Ended;
import io.sealpost.schemas.Envelope;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.Sealed;
import io.sealpost.schemas.StageTimes;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.MessageId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** The step that tells of a message's outcome: from the input and the stored row alone. */
final class Steps {
    static final String SEALED = StepKind.SEALED.name();
    static final String UNSEALABLE = StepKind.UNSEALABLE.name();

    private Steps() {}

    static MessageStep of(ClearedMessage cleared, Outcome outcome) {
        MessageId message = new MessageId(cleared.getHeader().getMessageId());
        MessageStep.Builder step =
                MessageStep.newBuilder()
                        .setStepId(Ids.stepId(message, outcome.verdict(), null))
                        .setKind(StepKind.valueOf(outcome.verdict()))
                        .setAt(outcome.decidedAt());
        return outcome.verdict().equals(SEALED)
                ? step.setSealed(sealed(cleared, outcome)).build()
                : step.setEnded(ended(cleared, outcome)).build();
    }

    private static Sealed sealed(ClearedMessage cleared, Outcome outcome) {
        Envelopes stored = Envelopes.parse(Objects.requireNonNull(outcome.detail()));
        return Sealed.newBuilder()
                .setHeader(cleared.getHeader())
                .setStages(stages(cleared, outcome))
                .setClearance(cleared.getClearance())
                .setEnvelopes(envelopes(stored))
                .setDeviceListVersion(stored.listVersion())
                .setDeviceListHash(ByteBuffer.wrap(stored.listHash().toArray()))
                .build();
    }

    private static List<Envelope> envelopes(Envelopes stored) {
        return stored.list().stream()
                .map(
                        envelope ->
                                Envelope.newBuilder()
                                        .setDevice(envelope.device().value())
                                        .setSuite(envelope.suite().code())
                                        .setKeyId(
                                                ByteBuffer.wrap(envelope.keyId().bytes().toArray()))
                                        .setSealed(ByteBuffer.wrap(envelope.sealed()))
                                        .build())
                .toList();
    }

    private static Ended ended(ClearedMessage cleared, Outcome outcome) {
        MessageHeader header = cleared.getHeader();
        return Ended.newBuilder()
                .setMessageId(header.getMessageId())
                .setRequestId(header.getRequestId())
                .setBusiness(header.getBusiness())
                .setRecipient(header.getRecipient())
                .setMode(header.getMode())
                .setLane(header.getLane())
                .setReason(Reason.valueOf(outcome.reason()))
                .setStages(stages(cleared, outcome))
                .build();
    }

    private static StageTimes stages(ClearedMessage cleared, Outcome outcome) {
        return StageTimes.newBuilder(cleared.getStages()).setSealedAt(outcome.decidedAt()).build();
    }
}
