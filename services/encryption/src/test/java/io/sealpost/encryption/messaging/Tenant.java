package io.sealpost.encryption.messaging;

import io.sealpost.encryption.MovableClock;
import io.sealpost.encryption.Phone;
import io.sealpost.encryption.Scene;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.schemas.Category;
import io.sealpost.schemas.Channel;
import io.sealpost.schemas.Clearance;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.GatewayContent;
import io.sealpost.schemas.GatewayEpoch;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.Sealed;
import io.sealpost.schemas.StageTimes;
import io.sealpost.seal.Suite;
import io.sealpost.seal.gateway.EpochKey;
import io.sealpost.seal.gateway.GatewayCiphertext;
import io.sealpost.seal.gateway.GatewayHeader;
import io.sealpost.seal.gateway.GatewaySession;
import io.sealpost.seal.gateway.ProducerSignature;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RequestId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.seal.message.Context;
import io.sealpost.seal.message.DeviceOpener;
import io.sealpost.seal.message.Direction;
import io.sealpost.seal.message.OpeningResult;
import io.sealpost.testing.Wait;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A business that sends messages, and devices that open them, by the published formats only. */
@Singleton
class Tenant {
    private static final String TYPE = "text/plain; charset=utf-8";

    private final Scene scene;
    private final MovableClock clock;

    @Inject
    Tenant(Scene scene, MovableClock clock) {
        this.scene = scene;
        this.clock = clock;
    }

    GatewaySession session(RecipientRef to) {
        return GatewaySession.begin(to.business(), newestEpoch(), clock.instant()).orElseThrow();
    }

    ClearedMessage message(RecipientRef to, String content) {
        return message(session(to), to, content);
    }

    ClearedMessage message(GatewaySession session, RecipientRef to, String content) {
        return message(session, to, content, null);
    }

    /** A message whose content this producer key signs. */
    ClearedMessage message(RecipientRef to, String content, SigningKey producer) {
        return message(session(to), to, content, producer);
    }

    private ClearedMessage message(
            GatewaySession session,
            RecipientRef to,
            String content,
            @Nullable SigningKey producer) {
        RequestId request = new RequestId(scene.newId());
        Instant expiresAt = request.sentAt().plus(Duration.ofDays(30));
        GatewayHeader bound =
                new GatewayHeader(
                        request,
                        to.recipient(),
                        new Purpose("orders"),
                        io.sealpost.seal.id.Category.UTILITY,
                        null,
                        null,
                        TYPE,
                        expiresAt);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        GatewayCiphertext encrypted = session.seal(bound, bytes, clock.instant()).orElseThrow();
        return ClearedMessage.newBuilder()
                .setHeader(header(to, request, expiresAt))
                .setStages(StageTimes.newBuilder().setIngestedAt(request.sentAt()).build())
                .setClearance(
                        Clearance.newBuilder()
                                .setRecordHash(ByteBuffer.allocate(32))
                                .setVersion(1)
                                .setClearedAt(request.sentAt())
                                .build())
                .setGateway(content(session, bound, encrypted, producer))
                .build();
    }

    void send(ClearedMessage... messages) {
        byte[][] values = new byte[messages.length][];
        for (int i = 0; i < values.length; i++) {
            values[i] = scene.encode(ClearedMessage.class, messages[i]);
        }
        scene.send("cleared-messages.bulk", messages[0].getHeader().getRecipient(), values);
    }

    /** Waits for the step of a message. */
    MessageStep step(ClearedMessage message) {
        Wait.until(() -> !steps(message, 1).isEmpty());
        return scene.all("message-steps.bulk", MessageStep.class, step -> isOf(step, message))
                .getFirst();
    }

    /** Waits for that number of steps of a message. */
    List<ConsumerRecord<byte[], byte[]>> steps(ClearedMessage message, int count) {
        Wait.until(() -> found(message).size() >= count);
        return found(message);
    }

    private List<ConsumerRecord<byte[], byte[]>> found(ClearedMessage message) {
        return scene.raw("message-steps.bulk", MessageStep.class, step -> isOf(step, message));
    }

    private static boolean isOf(MessageStep step, ClearedMessage message) {
        var id = message.getHeader().getMessageId();
        return step.getSealed() != null
                ? step.getSealed().getHeader().getMessageId().equals(id)
                : step.getEnded().getMessageId().equals(id);
    }

    /** Opens the envelope of this device. */
    static OpeningResult opened(Phone phone, Sealed sealed, VerifyKey gateway) {
        var envelope =
                sealed.getEnvelopes().stream()
                        .filter(one -> one.getDevice().equals(phone.device().id().value()))
                        .findFirst()
                        .orElseThrow();
        MessageHeader header = sealed.getHeader();
        Context context =
                new Context(
                        Suite.X_WING,
                        io.sealpost.seal.id.Mode.GATEWAY,
                        Direction.TO_RECIPIENT,
                        phone.owner().business(),
                        new MessageId(header.getMessageId()),
                        phone.owner().recipient(),
                        phone.device().id(),
                        KeyId.of(Scene.array(envelope.getKeyId())),
                        new Purpose(header.getPurpose()),
                        io.sealpost.seal.id.Category.UTILITY,
                        null,
                        null,
                        header.getContentType(),
                        header.getSentAt(),
                        header.getExpiresAt());
        return new DeviceOpener(Suite.X_WING, phone.prekey())
                .open(context, Scene.array(envelope.getSealed()), gateway, header.getSentAt());
    }

    /** The last one published: by this service, not by one of an earlier test. */
    EpochKey newestEpoch() {
        Wait.until(() -> !epochs().isEmpty());
        GatewayEpoch newest = epochs().getLast();
        return new EpochKey(
                newest.getId(),
                Suite.X_WING,
                XWingPublicKey.of(Scene.array(newest.getPublicKey())),
                newest.getSealUntil());
    }

    private List<GatewayEpoch> epochs() {
        Instant now = clock.instant();
        return scene.all(
                "gateway-epochs", GatewayEpoch.class, epoch -> now.isBefore(epoch.getSealUntil()));
    }

    private static MessageHeader header(RecipientRef to, RequestId request, Instant expiresAt) {
        return MessageHeader.newBuilder()
                .setMessageId(Ids.messageId(to.business(), request).value())
                .setRequestId(request.value())
                .setRequestDigest(ByteBuffer.allocate(32))
                .setBusiness(to.business().value())
                .setRecipient(to.recipient().value())
                .setMode(Mode.GATEWAY)
                .setLane(Lane.BULK)
                .setPurpose("orders")
                .setCategory(Category.UTILITY)
                .setChannel(Channel.SEALPOST)
                .setContentType(TYPE)
                .setSentAt(request.sentAt())
                .setExpiresAt(expiresAt)
                .build();
    }

    private static GatewayContent content(
            GatewaySession session,
            GatewayHeader bound,
            GatewayCiphertext encrypted,
            @Nullable SigningKey producer) {
        return GatewayContent.newBuilder()
                .setSuite(session.suite().code())
                .setEpoch(session.epoch())
                .setSessionEnvelope(Scene.buffer(session.envelope()))
                .setNonce(Scene.buffer(encrypted.nonce()))
                .setCiphertext(Scene.buffer(encrypted.ciphertext()))
                .setProducerSignature(
                        producer == null
                                ? null
                                : Scene.buffer(
                                        ProducerSignature.sign(
                                                producer, session, bound, encrypted)))
                .build();
    }
}
