package io.sealpost.delivery.messaging;

import io.sealpost.delivery.domain.Facts;
import io.sealpost.delivery.domain.MailboxItem;
import io.sealpost.delivery.domain.MessageKey;
import io.sealpost.delivery.domain.Step;
import io.sealpost.delivery.domain.Step.Times;
import io.sealpost.hop.Claim;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Ended;
import io.sealpost.schemas.Envelope;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Receipt;
import io.sealpost.schemas.Sealed;
import io.sealpost.schemas.StageTimes;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.socket.ReceiptKind;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** From a record of {@code message-steps} to a step. What has a wrong form is poison. */
final class StepReader {
    /** Longest life (30 d), and a week each for the topic and for replays. */
    static final Duration OLDEST = Duration.ofDays(44);

    private final Codec<MessageStep> codec;
    private final InstantSource clock;

    StepReader(Codec<MessageStep> codec, InstantSource clock) {
        this.codec = codec;
        this.clock = clock;
    }

    Decoded<StepInput> read(ConsumerRecord<String, byte[]> record) {
        return switch (codec.decode(record.value())) {
            case Value<MessageStep>(MessageStep step) -> read(record, step);
            case Undecodable<MessageStep>(DeadLetterReason reason) -> new Undecodable<>(reason);
        };
    }

    private Decoded<StepInput> read(ConsumerRecord<String, byte[]> record, MessageStep step) {
        try {
            StepInput input = input(record, step);
            if (input == null) {
                return new Undecodable<>(DeadLetterReason.KIND_WITHOUT_RECORD);
            }
            return input.key().id().sentAt().isBefore(clock.instant().minus(OLDEST))
                    ? new Undecodable<>(DeadLetterReason.TOO_OLD)
                    : new Value<>(input);
        } catch (IllegalArgumentException badForm) {
            return new Undecodable<>(DeadLetterReason.BAD_FORM);
        }
    }

    private static @Nullable StepInput input(
            ConsumerRecord<String, byte[]> record, MessageStep step) {
        return switch (step.getKind()) {
            case SEALED -> step.getSealed() == null ? null : sealed(record, step, step.getSealed());
            case REJECTED, REFUSED, UNSEALABLE ->
                    step.getEnded() == null ? null : ended(record, step, step.getEnded());
            case SENT ->
                    step.getSent() == null
                            ? null
                            : own(
                                    record,
                                    step,
                                    step.getSent().getMessageId(),
                                    new Step.Sent(
                                            new DeviceId(step.getSent().getDevice()),
                                            step.getSent().getSentAt()));
            case RECEIPT ->
                    step.getReceipt() == null
                            ? null
                            : own(
                                    record,
                                    step,
                                    step.getReceipt().getMessageId(),
                                    receipt(step.getReceipt()));
            case EXPIRE ->
                    step.getExpire() == null
                            ? null
                            : own(
                                    record,
                                    step,
                                    step.getExpire().getMessageId(),
                                    new Step.Expire(step.getExpire().getDue()));
            case RECALL ->
                    step.getRecall() == null
                            ? null
                            : own(
                                    record,
                                    step,
                                    step.getRecall().getMessageId(),
                                    new Step.Recall(
                                            step.getRecall().getWithdrawalVersion(), step.getAt()));
            case UNKNOWN -> null;
        };
    }

    private static StepInput sealed(
            ConsumerRecord<String, byte[]> record, MessageStep step, Sealed sealed) {
        MessageHeader header = sealed.getHeader();
        MessageKey key =
                new MessageKey(
                        new MessageId(header.getMessageId()),
                        new RecipientId(header.getRecipient()));
        require(header.getRecipient().equals(record.key()));
        require(topicOf(header).equals(record.topic()));
        require(!sealed.getEnvelopes().isEmpty());
        List<MailboxItem> items = MailboxItems.of(sealed, record.offset());
        Step told =
                new Step.Sealed(
                        facts(header),
                        times(sealed.getStages()),
                        items.getFirst().clearance(),
                        sealed.getEnvelopes().stream()
                                .map(Envelope::getDevice)
                                .map(DeviceId::new)
                                .collect(Collectors.toUnmodifiableSet()),
                        step.getAt());
        return new StepInput(
                new Claim(step.getStepId(), AvroBytes.of(header.getRequestDigest())),
                key,
                told,
                items);
    }

    private static String topicOf(MessageHeader header) {
        return "message-steps." + header.getLane().name().toLowerCase(Locale.ROOT);
    }

    private static StepInput ended(
            ConsumerRecord<String, byte[]> record, MessageStep step, Ended ended) {
        RecipientId recipient =
                ended.getRecipient() == null ? null : new RecipientId(ended.getRecipient());
        MessageKey key = new MessageKey(new MessageId(ended.getMessageId()), recipient);
        String name = recipient == null ? key.id().toString() : recipient.value();
        require(name.equals(record.key()));
        Step told =
                new Step.Ended(
                        DeliveryEventKind.valueOf(step.getKind().name()),
                        new Facts(
                                ended.getRequestId(),
                                new BusinessId(ended.getBusiness()),
                                recipient,
                                ended.getMode(),
                                ended.getLane()),
                        times(ended.getStages()),
                        ended.getReason(),
                        step.getAt());
        return new StepInput(claim(step), key, told, List.of());
    }

    private static Step receipt(Receipt receipt) {
        ByteBuffer lacks = receipt.getKeyId();
        return new Step.Receipt(
                new DeviceId(receipt.getDevice()),
                ReceiptKind.valueOf(receipt.getKind().name()),
                receipt.getSentAt(),
                receipt.getReceivedAt(),
                lacks == null ? null : Bytes.owned(AvroBytes.of(lacks)));
    }

    /**
     * A step that delivery itself asked for: its key is a recipient. Its message is there already,
     * so no withdrawals are looked up for it.
     */
    private static StepInput own(
            ConsumerRecord<String, byte[]> record, MessageStep step, UUID message, Step told) {
        require(record.key() != null && RecipientId.isValid(record.key()));
        MessageKey key = new MessageKey(new MessageId(message), null);
        return new StepInput(claim(step), key, told, List.of());
    }

    /** What such a step says may differ between repeats; the first one counts. */
    private static Claim claim(MessageStep step) {
        UUID id = step.getStepId();
        byte[] both =
                ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array();
        return new Claim(id, Sha256.of(both).toArray());
    }

    private static Facts facts(MessageHeader header) {
        return new Facts(
                header.getRequestId(),
                new BusinessId(header.getBusiness()),
                new RecipientId(header.getRecipient()),
                header.getMode(),
                header.getLane());
    }

    private static Times times(StageTimes stages) {
        return new Times(stages.getIngestedAt(), stages.getConsentAt(), stages.getSealedAt());
    }

    static Step.Clearance clearance(Sealed sealed) {
        return new Step.Clearance(
                new Purpose(sealed.getHeader().getPurpose()),
                sealed.getHeader().getChannel().name(),
                sealed.getClearance().getVersion());
    }

    private static void require(boolean formed) {
        if (!formed) {
            throw new IllegalArgumentException("not the form of a step");
        }
    }
}
