package io.sealpost.client.producer;

import io.sealpost.client.producer.FormChecks.Draft;
import io.sealpost.client.producer.SendError.InvalidField;
import io.sealpost.client.producer.SendError.NoEpoch;
import io.sealpost.client.producer.SendError.TooLarge;
import io.sealpost.schemas.Channel;
import io.sealpost.schemas.GatewayContent;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.gateway.EpochKey;
import io.sealpost.seal.gateway.GatewayCiphertext;
import io.sealpost.seal.gateway.GatewayHeader;
import io.sealpost.seal.gateway.GatewaySession;
import io.sealpost.seal.gateway.ProducerSignature;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RequestBounds;
import io.sealpost.seal.id.RequestId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.wire.Enums;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes send-requests whose content is sealed for the gateway (docs/sealing.md, Gateway content),
 * for any Kafka producer: the key is the recipient, the topic {@code send-requests.<business>}.
 * Uses one session until it reaches ten minutes, its epoch's end or its number of messages, then
 * begins the next one. Thread-safe.
 */
public final class GatewayMessages {
    private static final Duration DEFAULT_TIME_TO_LIVE = RequestBounds.MAX_TIME_TO_LIVE;
    private static final Duration CODE_TIME_TO_LIVE = Duration.ofMinutes(10);

    private final BusinessId business;
    private final EpochSource epochs;
    private final Clock clock;
    private final RandomGenerator random;
    private final @Nullable SigningKey producerKey;
    private @Nullable GatewaySession session;

    /** For a business that has registered no producer key. */
    public GatewayMessages(
            BusinessId business, EpochSource epochs, Clock clock, RandomGenerator random) {
        this(business, epochs, clock, random, null);
    }

    /**
     * @param random makes request ids; keys and nonces always come from the system
     * @param producerKey signs every message; its public half is registered with the business. Null
     *     for none
     */
    public GatewayMessages(
            BusinessId business,
            EpochSource epochs,
            Clock clock,
            RandomGenerator random,
            @Nullable SigningKey producerKey) {
        this.business = business;
        this.epochs = epochs;
        this.clock = clock;
        this.random = random;
        this.producerKey = producerKey;
    }

    /** The request id of a message: its own, or a new one. */
    public RequestId requestId(OutgoingMessage message) {
        RequestId own = message.requestId();
        return own != null ? own : Ids.newRequestId(clock.instant(), random);
    }

    /** The message id that all events of a request carry. */
    public MessageId messageId(RequestId request) {
        return Ids.messageId(business, request);
    }

    /**
     * Checks and seals one message. At the beginning of a session it calls the {@link EpochSource},
     * which may block.
     *
     * @throws SendFailed with {@link InvalidField}, {@link TooLarge} or {@link NoEpoch}
     */
    public SendRequest request(OutgoingMessage message, RequestId request) {
        Instant expiresAt = expiresAt(message, request);
        Instant now = Instant.ofEpochMilli(clock.millis());
        FormChecks.firstError(new Draft(message, request, expiresAt, now))
                .ifPresent(
                        error -> {
                            throw new SendFailed(error, request);
                        });
        GatewayHeader header =
                new GatewayHeader(
                        request,
                        message.recipient(),
                        message.purpose(),
                        message.category(),
                        message.templateId(),
                        message.templateVersion(),
                        message.contentType(),
                        expiresAt);
        return record(message, request, expiresAt, content(message, header));
    }

    private SendRequest record(
            OutgoingMessage message, RequestId request, Instant expiresAt, GatewayContent content) {
        MessageId supersedes = message.supersedes();
        return SendRequest.newBuilder()
                .setRequestId(request.value())
                .setBusiness(business.value())
                .setRecipient(message.recipient().value())
                .setMode(Mode.GATEWAY)
                .setPurpose(message.purpose().value())
                .setCategory(Enums.avro(message.category()))
                .setChannel(Channel.SEALPOST)
                .setTemplateId(message.templateId())
                .setTemplateVersion(message.templateVersion())
                .setContentType(message.contentType())
                .setNotBefore(message.notBefore())
                .setExpiresAt(expiresAt)
                .setSupersedes(supersedes == null ? null : supersedes.value())
                .setGateway(content)
                .build();
    }

    private GatewayContent content(OutgoingMessage message, GatewayHeader header) {
        byte[] content = message.content().toArray();
        SealedContent sealed =
                seal(header, content)
                        .orElseThrow(() -> new SendFailed(new NoEpoch(), header.request()));
        return GatewayContent.newBuilder()
                .setSuite(sealed.session().suite().code())
                .setEpoch(sealed.session().epoch())
                .setSessionEnvelope(ByteBuffer.wrap(sealed.session().envelope().toArray()))
                .setNonce(ByteBuffer.wrap(sealed.content().nonce().toArray()))
                .setCiphertext(ByteBuffer.wrap(sealed.content().ciphertext().toArray()))
                .setProducerSignature(signature(sealed, header))
                .build();
    }

    private @Nullable ByteBuffer signature(SealedContent sealed, GatewayHeader header) {
        return producerKey == null
                ? null
                : ByteBuffer.wrap(
                        ProducerSignature.sign(
                                        producerKey, sealed.session(), header, sealed.content())
                                .toArray());
    }

    private record SealedContent(GatewaySession session, GatewayCiphertext content) {}

    /** In the current session or, where that has ended, in a new one. */
    private Optional<SealedContent> seal(GatewayHeader header, byte[] content) {
        Optional<SealedContent> sealed = seal(current(null), header, content);
        return sealed.isPresent() ? sealed : seal(renewed(), header, content);
    }

    private Optional<SealedContent> seal(
            @Nullable GatewaySession in, GatewayHeader header, byte[] content) {
        return Optional.ofNullable(in)
                .flatMap(
                        open ->
                                open.seal(header, content, clock.instant())
                                        .map(made -> new SealedContent(open, made)));
    }

    private synchronized @Nullable GatewaySession current(@Nullable GatewaySession next) {
        session = next == null ? session : next;
        return session;
    }

    private synchronized @Nullable GatewaySession renewed() {
        Instant now = clock.instant();
        return epochs.current(now)
                .filter(GatewayMessages::hasValidId)
                .flatMap(epoch -> GatewaySession.begin(business, epoch, now))
                .map(this::current)
                .orElse(null);
    }

    /** Ingest rejects content of an epoch with any other id. */
    private static boolean hasValidId(EpochKey epoch) {
        return !epoch.id().isEmpty() && epoch.id().length() <= EpochKey.MAX_ID_LENGTH;
    }

    private static Instant expiresAt(OutgoingMessage message, RequestId request) {
        Instant own = message.expiresAt();
        return own != null ? own : request.sentAt().plus(defaultTimeToLive(message.category()));
    }

    private static Duration defaultTimeToLive(Category category) {
        return category == Category.AUTHENTICATION ? CODE_TIME_TO_LIVE : DEFAULT_TIME_TO_LIVE;
    }
}
