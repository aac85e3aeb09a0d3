package io.sealpost.encryption.messaging;

import io.sealpost.encryption.sealing.Envelopes;
import io.sealpost.encryption.sealing.Envelopes.DeviceEnvelope;
import io.sealpost.encryption.sealing.SealingOutcome;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.Envelope;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.Sealed;
import io.sealpost.schemas.StageTimes;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.MessageId;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.EndedStep;
import io.sealpost.wire.Enums;
import io.sealpost.wire.LaneTopics;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes the record of an outcome on {@code message-steps}. It follows from the cleared message and
 * the stored outcome alone. Thread-safe.
 */
final class SealingWriter {
    private static final LaneTopics TOPICS = Catalogue.get().lanes("message-steps");

    private final Codec<MessageStep> codec;

    SealingWriter(Codec<MessageStep> codec) {
        this.codec = codec;
    }

    ProducerRecord<String, byte[]> write(
            ClearedMessage cleared, SealingOutcome outcome, Instant decidedAt) {
        StageTimes stages =
                StageTimes.newBuilder(cleared.getStages()).setSealedAt(decidedAt).build();
        return switch (outcome) {
            case SealingOutcome.Sealed(Envelopes envelopes) ->
                    sealed(cleared, envelopes, stages, decidedAt);
            case SealingOutcome.Unsealable(Reason why) ->
                    EndedStep.of(StepKind.UNSEALABLE, cleared.getHeader(), why, stages, decidedAt)
                            .toRecord(codec);
        };
    }

    private ProducerRecord<String, byte[]> sealed(
            ClearedMessage cleared, Envelopes envelopes, StageTimes stages, Instant decidedAt) {
        MessageHeader header = cleared.getHeader();
        MessageId message = new MessageId(header.getMessageId());
        MessageStep step =
                MessageStep.newBuilder()
                        .setStepId(Ids.stepId(message, StepKind.SEALED.name(), null))
                        .setKind(StepKind.SEALED)
                        .setAt(decidedAt)
                        .setSealed(sealed(cleared, envelopes, stages))
                        .build();
        return new ProducerRecord<>(
                TOPICS.of(Enums.domain(header.getLane())).name(),
                header.getRecipient(),
                codec.encode(step));
    }

    private static Sealed sealed(ClearedMessage cleared, Envelopes envelopes, StageTimes stages) {
        return Sealed.newBuilder()
                .setHeader(cleared.getHeader())
                .setStages(stages)
                .setClearance(cleared.getClearance())
                .setEnvelopes(envelopes.list().stream().map(SealingWriter::envelope).toList())
                .setDeviceListVersion(envelopes.listVersion())
                .setDeviceListHash(buffer(envelopes.listHash().bytes()))
                .build();
    }

    private static Envelope envelope(DeviceEnvelope envelope) {
        return Envelope.newBuilder()
                .setDevice(envelope.device().value())
                .setSuite(envelope.suite().code())
                .setKeyId(buffer(envelope.keyId().bytes()))
                .setSealed(buffer(envelope.sealed()))
                .build();
    }

    private static ByteBuffer buffer(Bytes bytes) {
        return ByteBuffer.wrap(bytes.toArray());
    }
}
