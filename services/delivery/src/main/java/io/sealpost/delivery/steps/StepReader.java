package io.sealpost.delivery.steps;

import io.sealpost.delivery.domain.EarlyEnd;
import io.sealpost.delivery.domain.MailboxItem;
import io.sealpost.delivery.domain.MessageAttributes;
import io.sealpost.delivery.domain.MessageKey;
import io.sealpost.delivery.domain.Step;
import io.sealpost.hop.Claim;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.Ended;
import io.sealpost.schemas.Envelope;
import io.sealpost.schemas.Expire;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Recall;
import io.sealpost.schemas.Receipt;
import io.sealpost.schemas.Sealed;
import io.sealpost.schemas.Sent;
import io.sealpost.schemas.StageTimes;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.RequestBounds;
import io.sealpost.seal.socket.ReceiptKind;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.Enums;
import io.sealpost.wire.LaneTopics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * From a record of {@code message-steps} to a step. A record of a wrong form is a dead letter, and
 * so is a step of a message that is too old.
 */
final class StepReader {
    /** The longest life of a message, 7 days on the topic and 7 days for replays. */
    static final Duration MAX_MESSAGE_AGE = RequestBounds.MAX_TIME_TO_LIVE.plusDays(7 + 7);

    private static final LaneTopics TOPICS = Catalogue.get().lanes("message-steps");

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
            return input(record, step)
                    .map(this::ifNotTooOld)
                    .orElseGet(() -> new Undecodable<>(DeadLetterReason.KIND_WITHOUT_RECORD));
        } catch (IllegalArgumentException badForm) {
            return new Undecodable<>(DeadLetterReason.BAD_FORM);
        }
    }

    private Decoded<StepInput> ifNotTooOld(StepInput input) {
        return input.key().id().sentAt().isBefore(clock.instant().minus(MAX_MESSAGE_AGE))
                ? new Undecodable<>(DeadLetterReason.TOO_OLD)
                : new Value<>(input);
    }

    /** Empty where the record of the kind is missing. */
    private static Optional<StepInput> input(
            ConsumerRecord<String, byte[]> record, MessageStep step) {
        return switch (step.getKind()) {
            case SEALED ->
                    Optional.ofNullable(step.getSealed())
                            .map(message -> sealedStep(record, step, message));
            case REJECTED -> ended(record, step, EarlyEnd.REJECTED);
            case REFUSED -> ended(record, step, EarlyEnd.REFUSED);
            case UNSEALABLE -> ended(record, step, EarlyEnd.UNSEALABLE);
            case SENT -> own(record, step, step.getSent(), Sent::getMessageId, StepReader::sent);
            case RECEIPT ->
                    own(
                            record,
                            step,
                            step.getReceipt(),
                            Receipt::getMessageId,
                            StepReader::receipt);
            case EXPIRE ->
                    own(
                            record,
                            step,
                            step.getExpire(),
                            Expire::getMessageId,
                            expire -> new Step.Expire(expire.getDue()));
            case RECALL ->
                    own(
                            record,
                            step,
                            step.getRecall(),
                            Recall::getMessageId,
                            recall -> new Step.Recall(recall.getWithdrawalVersion(), step.getAt()));
            case UNKNOWN -> Optional.empty();
        };
    }

    private static StepInput sealedStep(
            ConsumerRecord<String, byte[]> record, MessageStep step, Sealed sealed) {
        MessageHeader header = sealed.getHeader();
        MessageKey key =
                new MessageKey(
                        new MessageId(header.getMessageId()),
                        new RecipientId(header.getRecipient()));
        require(header.getRecipient().equals(record.key()));
        require(TOPICS.of(Enums.domain(header.getLane())).name().equals(record.topic()));
        require(!sealed.getEnvelopes().isEmpty());
        List<MailboxItem> items = MailboxItems.of(sealed, record.offset());
        Step read =
                new Step.Sealed(
                        attributes(header),
                        times(sealed.getStages()),
                        items.getFirst().consent(),
                        sealed.getEnvelopes().stream()
                                .map(Envelope::getDevice)
                                .map(DeviceId::new)
                                .collect(Collectors.toUnmodifiableSet()),
                        step.getAt());
        return new StepInput(
                new Claim(step.getStepId(), AvroBytes.of(header.getRequestDigest())),
                key,
                read,
                items);
    }

    private static Optional<StepInput> ended(
            ConsumerRecord<String, byte[]> record, MessageStep step, EarlyEnd end) {
        return Optional.ofNullable(step.getEnded())
                .map(ended -> endedStep(record, step, end, ended));
    }

    private static StepInput endedStep(
            ConsumerRecord<String, byte[]> record, MessageStep step, EarlyEnd end, Ended ended) {
        RecipientId recipient =
                ended.getRecipient() == null ? null : new RecipientId(ended.getRecipient());
        MessageKey key = new MessageKey(new MessageId(ended.getMessageId()), recipient);
        String name = recipient == null ? key.id().toString() : recipient.value();
        require(name.equals(record.key()));
        Step read =
                new Step.Ended(
                        end,
                        new MessageAttributes(
                                ended.getRequestId(),
                                new BusinessId(ended.getBusiness()),
                                recipient,
                                Enums.domain(ended.getMode()),
                                Enums.domain(ended.getLane())),
                        times(ended.getStages()),
                        ended.getReason(),
                        step.getAt());
        return new StepInput(claim(step), key, read, List.of());
    }

    private static Step sent(Sent sent) {
        return new Step.Sent(new DeviceId(sent.getDevice()), sent.getSentAt());
    }

    private static Step receipt(Receipt receipt) {
        ByteBuffer missingKey = receipt.getKeyId();
        return new Step.Receipt(
                new DeviceId(receipt.getDevice()),
                kind(receipt.getKind()),
                receipt.getSentAt(),
                receipt.getReceivedAt(),
                missingKey == null ? null : Bytes.owned(AvroBytes.of(missingKey)));
    }

    private static ReceiptKind kind(io.sealpost.schemas.ReceiptKind kind) {
        return switch (kind) {
            case DELIVERED -> ReceiptKind.DELIVERED;
            case READ -> ReceiptKind.READ;
            case CANNOT_OPEN -> ReceiptKind.CANNOT_OPEN;
            case UNKNOWN -> throw new IllegalArgumentException("an unknown kind of receipt");
        };
    }

    /**
     * A step that delivery produced: the record's key is a recipient. Its message has a row, so no
     * withdrawals are looked up for it.
     */
    private static <T> Optional<StepInput> own(
            ConsumerRecord<String, byte[]> record,
            MessageStep step,
            @Nullable T value,
            Function<T, UUID> message,
            Function<T, Step> read) {
        if (value == null) {
            return Optional.empty();
        }
        require(record.key() != null && RecipientId.isValid(record.key()));
        MessageKey key = new MessageKey(new MessageId(message.apply(value)), null);
        return Optional.of(new StepInput(claim(step), key, read.apply(value), List.of()));
    }

    /** The times in such a step may differ between repeats, so its digest is that of its id. */
    private static Claim claim(MessageStep step) {
        UUID id = step.getStepId();
        return new Claim(id, Canonical.unlabelled().rawUuid(id).hash().toArray());
    }

    private static MessageAttributes attributes(MessageHeader header) {
        return new MessageAttributes(
                header.getRequestId(),
                new BusinessId(header.getBusiness()),
                new RecipientId(header.getRecipient()),
                Enums.domain(header.getMode()),
                Enums.domain(header.getLane()));
    }

    private static Step.Times times(StageTimes stages) {
        return new Step.Times(stages.getIngestedAt(), stages.getConsentAt(), stages.getSealedAt());
    }

    private static void require(boolean wellFormed) {
        if (!wellFormed) {
            throw new IllegalArgumentException("not the form of a step");
        }
    }
}
