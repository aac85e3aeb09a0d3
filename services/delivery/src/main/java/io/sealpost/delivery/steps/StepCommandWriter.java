package io.sealpost.delivery.steps;

import io.sealpost.delivery.domain.Step;
import io.sealpost.delivery.domain.StepCommand;
import io.sealpost.schemas.Expire;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Recall;
import io.sealpost.schemas.Receipt;
import io.sealpost.schemas.ReceiptKind;
import io.sealpost.schemas.Sent;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Ids;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.LaneTopics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** From a command to its record on {@code message-steps} of its lane. */
public final class StepCommandWriter {
    private static final LaneTopics TOPICS = Catalogue.get().lanes("message-steps");

    private final Codec<MessageStep> codec;

    public StepCommandWriter(Codec<MessageStep> codec) {
        this.codec = codec;
    }

    /** The record; its id follows from the message and the step. */
    public ProducerRecord<String, byte[]> record(StepCommand command) {
        return new ProducerRecord<>(
                TOPICS.of(command.lane()).name(),
                command.recipient().value(),
                codec.encode(step(command)));
    }

    private static MessageStep step(StepCommand command) {
        UUID message = command.message().value();
        return switch (command.step()) {
            case Step.Sent sent -> {
                MessageStep step =
                        step(command, StepKind.SENT, "SENT", sent.device(), sent.sentAt());
                step.setSent(new Sent(message, sent.device().value(), sent.sentAt()));
                yield step;
            }
            case Step.Receipt receipt -> {
                String name = "RECEIPT/" + receipt.kind();
                MessageStep step =
                        step(
                                command,
                                StepKind.RECEIPT,
                                name,
                                receipt.device(),
                                receipt.receivedAt());
                step.setReceipt(receipt(message, receipt));
                yield step;
            }
            case Step.Expire(Instant due) -> {
                MessageStep step = step(command, StepKind.EXPIRE, "EXPIRE", null, due);
                step.setExpire(new Expire(message, due));
                yield step;
            }
            case Step.Recall(long version, Instant at) -> {
                MessageStep step = step(command, StepKind.RECALL, "RECALL", null, at);
                step.setRecall(new Recall(message, version));
                yield step;
            }
        };
    }

    /** The fields of every kind; {@code name} is the kind in the step's id. */
    private static MessageStep step(
            StepCommand command,
            StepKind kind,
            String name,
            @Nullable DeviceId device,
            Instant at) {
        MessageStep step = new MessageStep();
        step.setStepId(Ids.stepId(command.message(), name, device));
        step.setKind(kind);
        step.setAt(at);
        return step;
    }

    private static Receipt receipt(UUID message, Step.Receipt receipt) {
        Bytes missingKey = receipt.missingKey();
        return new Receipt(
                message,
                receipt.device().value(),
                kind(receipt.kind()),
                receipt.sentAt(),
                receipt.receivedAt(),
                missingKey == null ? null : ByteBuffer.wrap(missingKey.toArray()));
    }

    private static ReceiptKind kind(io.sealpost.seal.socket.ReceiptKind kind) {
        return switch (kind) {
            case DELIVERED -> ReceiptKind.DELIVERED;
            case READ -> ReceiptKind.READ;
            case CANNOT_OPEN -> ReceiptKind.CANNOT_OPEN;
        };
    }
}
