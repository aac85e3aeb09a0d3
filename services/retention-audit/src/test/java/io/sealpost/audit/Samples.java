package io.sealpost.audit;

import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.Category;
import io.sealpost.schemas.Channel;
import io.sealpost.schemas.Clearance;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Ended;
import io.sealpost.schemas.Envelope;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.Receipt;
import io.sealpost.schemas.ReceiptKind;
import io.sealpost.schemas.Sealed;
import io.sealpost.schemas.StageTimes;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One message, and the records that the other services publish about it.
 *
 * @param id derived from business and request
 * @param at the time of every step
 */
public record Samples(String business, String recipient, UUID request, MessageId id, Instant at) {
    public static final String DEVICE = DeviceId.of(new byte[16]).value();

    /** A new message to a new recipient. */
    public static Samples message(String business) {
        byte[] bits = new byte[16];
        RandomGenerator.getDefault().nextBytes(bits);
        return message(business, RecipientId.of(bits).value());
    }

    public static Samples message(String business, String recipient) {
        Instant now = Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MILLIS);
        var request = Ids.newRequestId(now, RandomGenerator.getDefault());
        MessageId id = Ids.messageId(new BusinessId(business), request);
        return new Samples(business, recipient, request.value(), id, now);
    }

    public AcceptedMessage accepted() {
        return AcceptedMessage.newBuilder().setHeader(header()).setStages(stages()).build();
    }

    public ClearedMessage cleared() {
        return ClearedMessage.newBuilder()
                .setHeader(header())
                .setStages(stages())
                .setClearance(clearance())
                .build();
    }

    /** Sealed to two devices. */
    public MessageStep sealed() {
        Sealed sealed =
                Sealed.newBuilder()
                        .setHeader(header())
                        .setStages(stages())
                        .setClearance(clearance())
                        .setEnvelopes(List.of(envelope(1), envelope(2)))
                        .setDeviceListVersion(3)
                        .setDeviceListHash(bytes(0x33, 32))
                        .build();
        return step(StepKind.SEALED).setSealed(sealed).build();
    }

    public MessageStep ended(StepKind kind, Reason reason, @Nullable String recipientOrNull) {
        Ended ended =
                Ended.newBuilder()
                        .setMessageId(id.value())
                        .setRequestId(request)
                        .setBusiness(business)
                        .setRecipient(recipientOrNull)
                        .setMode(Mode.GATEWAY)
                        .setLane(Lane.BULK)
                        .setReason(reason)
                        .setStages(stages())
                        .build();
        return step(kind).setEnded(ended).build();
    }

    public MessageStep receipt() {
        Receipt receipt =
                Receipt.newBuilder()
                        .setMessageId(id.value())
                        .setDevice(DEVICE)
                        .setKind(ReceiptKind.DELIVERED)
                        .setSentAt(at)
                        .setReceivedAt(at)
                        .build();
        return step(StepKind.RECEIPT).setReceipt(receipt).build();
    }

    public MessageStep.Builder step(StepKind kind) {
        return MessageStep.newBuilder()
                .setStepId(Ids.stepId(id, kind.name(), null))
                .setKind(kind)
                .setAt(at);
    }

    public DeliveryEvent event(DeliveryEventKind kind, @Nullable String device, Reason reason) {
        return DeliveryEvent.newBuilder()
                .setEventId(Ids.stepId(id, kind.name(), null))
                .setMessageId(id.value())
                .setRequestId(request)
                .setBusiness(business)
                .setRecipient(recipient)
                .setKind(kind)
                .setAt(at)
                .setMode(Mode.GATEWAY)
                .setLane(Lane.BULK)
                .setTerminal(kind == DeliveryEventKind.DELIVERED)
                .setReason(reason)
                .setDevice(device)
                .build();
    }

    public MessageHeader header() {
        return MessageHeader.newBuilder()
                .setMessageId(id.value())
                .setRequestId(request)
                .setRequestDigest(bytes(0x11, 32))
                .setBusiness(business)
                .setRecipient(recipient)
                .setMode(Mode.GATEWAY)
                .setLane(Lane.BULK)
                .setPurpose("news")
                .setCategory(Category.MARKETING)
                .setChannel(Channel.SEALPOST)
                .setContentType("text/plain")
                .setSentAt(at)
                .setExpiresAt(at.plusSeconds(3600))
                .build();
    }

    private StageTimes stages() {
        return StageTimes.newBuilder().setIngestedAt(at).setConsentAt(at).setSealedAt(at).build();
    }

    private Clearance clearance() {
        return Clearance.newBuilder()
                .setRecordHash(bytes(0x22, 32))
                .setVersion(7)
                .setClearedAt(at)
                .build();
    }

    private static Envelope envelope(int fill) {
        return Envelope.newBuilder()
                .setDevice(DEVICE)
                .setSuite(1)
                .setKeyId(bytes(fill, 16))
                .setSealed(bytes(fill, 1700))
                .build();
    }

    private static ByteBuffer bytes(int fill, int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) fill);
        return ByteBuffer.wrap(bytes);
    }
}
