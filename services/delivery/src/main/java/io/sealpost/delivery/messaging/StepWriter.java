package io.sealpost.delivery.messaging;

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
import io.sealpost.wire.Codec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** From a command to its record on {@code message-steps}; the id follows from message and kind. */
final class StepWriter {
    private final Codec<MessageStep> codec;

    StepWriter(Codec<MessageStep> codec) {
        this.codec = codec;
    }

    ProducerRecord<String, byte[]> write(StepCommand command) {
        String topic = "message-steps." + command.lane().name().toLowerCase(Locale.ROOT);
        return new ProducerRecord<>(
                topic, command.recipient().value(), codec.encode(record(command)));
    }

    private static MessageStep record(StepCommand command) {
        UUID message = command.message().value();
        return switch (command.step()) {
            case Step.Sent sent -> {
                MessageStep step =
                        step(command, StepKind.SENT, "SENT", sent.device(), sent.sentAt());
                step.setSent(new Sent(message, sent.device().value(), sent.sentAt()));
                yield step;
            }
            case Step.Receipt receipt -> {
                MessageStep step =
                        step(
                                command,
                                StepKind.RECEIPT,
                                "RECEIPT/" + receipt.kind(),
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
            case Step.Sealed sealed -> throw notOurs(sealed);
            case Step.Ended ended -> throw notOurs(ended);
        };
    }

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
        Bytes lacks = receipt.lacks();
        return new Receipt(
                message,
                receipt.device().value(),
                ReceiptKind.valueOf(receipt.kind().name()),
                receipt.sentAt(),
                receipt.receivedAt(),
                lacks == null ? null : ByteBuffer.wrap(lacks.toArray()));
    }

    private static IllegalArgumentException notOurs(Step step) {
        return new IllegalArgumentException(
                step.getClass().getSimpleName() + " is told by another service");
    }
}
