package io.sealpost.client.producer;

import io.sealpost.client.producer.SendError.BadForm;
import io.sealpost.client.producer.SendError.Field;
import io.sealpost.client.producer.SendError.NoEpoch;
import io.sealpost.client.producer.SendError.TooLarge;
import io.sealpost.schemas.Channel;
import io.sealpost.schemas.GatewayContent;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.gateway.GatewayCiphertext;
import io.sealpost.seal.gateway.GatewayHeader;
import io.sealpost.seal.gateway.GatewaySession;
import io.sealpost.seal.gateway.ProducerSignature;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RequestId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.message.Body;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes send-requests whose content is sealed for the gateway (SEALING, "GATEWAY content"), for any
 * Kafka producer: key = recipient, topic {@code send-requests.<business>}. Keeps one session and
 * begins the next when it has reached its ten minutes, its epoch's end or its count. Thread-safe.
 */
public final class GatewayMessages {
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration CODE = Duration.ofMinutes(10);
    private static final Duration LONGEST_HOLD = Duration.ofHours(36);
    private static final int CONTENT_TYPE_CHARS = 127;

    private final BusinessId business;
    private final EpochSource epochs;
    private final Clock clock;
    private final RandomGenerator random;
    private final @Nullable SigningKey producer;
    private @Nullable GatewaySession session;

    /** Of a business that registered no producer key. */
    public GatewayMessages(
            BusinessId business, EpochSource epochs, Clock clock, RandomGenerator random) {
        this(business, epochs, clock, random, null);
    }

    /**
     * @param producer signs every message; its public half is registered with the business. Null
     *     for none
     */
    public GatewayMessages(
            BusinessId business,
            EpochSource epochs,
            Clock clock,
            RandomGenerator random,
            @Nullable SigningKey producer) {
        this.business = business;
        this.epochs = epochs;
        this.clock = clock;
        this.random = random;
        this.producer = producer;
    }

    /** The request id of a message: its own, or a new one. */
    public RequestId requestId(OutgoingMessage message) {
        RequestId own = message.requestId();
        return own != null ? own : Ids.newRequestId(clock.instant(), random);
    }

    /** The id under which all events will name a request. */
    public MessageId messageId(RequestId request) {
        return Ids.messageId(business, request);
    }

    /**
     * Seals one message.
     *
     * @throws SendFailed with {@link BadForm}, {@link TooLarge} or {@link NoEpoch}
     */
    public SendRequest request(OutgoingMessage message, RequestId request) {
        Instant expiresAt = expiresAt(message, request);
        fault(message, request, expiresAt)
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
                .setCategory(io.sealpost.schemas.Category.valueOf(message.category().name()))
                .setChannel(Channel.SEALPOST)
                .setTemplateId(message.templateId())
                .setTemplateVersion(message.templateVersion())
                .setContentType(message.contentType())
                .setNotBefore(millis(message.notBefore()))
                .setExpiresAt(expiresAt)
                .setSupersedes(supersedes == null ? null : supersedes.value())
                .setGateway(content)
                .build();
    }

    private GatewayContent content(OutgoingMessage message, GatewayHeader header) {
        byte[] content = message.content().toArray();
        SealedIn sealed =
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

    private @Nullable ByteBuffer signature(SealedIn sealed, GatewayHeader header) {
        return producer == null
                ? null
                : ByteBuffer.wrap(
                        ProducerSignature.sign(producer, sealed.session(), header, sealed.content())
                                .toArray());
    }

    private record SealedIn(GatewaySession session, GatewayCiphertext content) {}

    /** In the session at hand or, where that has ended, in a new one. */
    private Optional<SealedIn> seal(GatewayHeader header, byte[] content) {
        Optional<SealedIn> sealed = seal(current(null), header, content);
        return sealed.isPresent() ? sealed : seal(renewed(), header, content);
    }

    private Optional<SealedIn> seal(
            @Nullable GatewaySession in, GatewayHeader header, byte[] content) {
        return Optional.ofNullable(in)
                .flatMap(
                        open ->
                                open.seal(header, content, clock.instant())
                                        .map(made -> new SealedIn(open, made)));
    }

    private synchronized @Nullable GatewaySession current(@Nullable GatewaySession next) {
        session = next == null ? session : next;
        return session;
    }

    private synchronized @Nullable GatewaySession renewed() {
        Instant now = clock.instant();
        return epochs.current(now)
                .flatMap(epoch -> GatewaySession.begin(business, epoch, now))
                .map(this::current)
                .orElse(null);
    }

    private static Instant expiresAt(OutgoingMessage message, RequestId request) {
        Instant asked = millis(message.expiresAt());
        return asked != null ? asked : request.sentAt().plus(lifetime(message.category()));
    }

    private static Duration lifetime(Category category) {
        return category == Category.AUTHENTICATION ? CODE : LONGEST;
    }

    /** What ingest would reject is told at once, before a byte leaves. */
    private static Optional<SendError> fault(
            OutgoingMessage message, RequestId request, Instant expiresAt) {
        int size = message.content().size();
        if (size > Body.MAX_CONTENT) {
            return Optional.of(new TooLarge(size, Body.MAX_CONTENT));
        }
        return Optional.ofNullable(badField(message, request, expiresAt)).map(BadForm::new);
    }

    private static @Nullable Field badField(
            OutgoingMessage message, RequestId request, Instant expiresAt) {
        Duration lifetime = Duration.between(request.sentAt(), expiresAt);
        if (message.category() == Category.UNKNOWN) {
            return Field.CATEGORY;
        }
        if (message.urgent() && !mayBeUrgent(message.category())) {
            return Field.LANE;
        }
        if (!isContentType(message.contentType())) {
            return Field.CONTENT_TYPE;
        }
        if (lifetime.toMillis() < 1_000 || lifetime.compareTo(LONGEST) > 0) {
            return Field.EXPIRES_AT;
        }
        return isHeldTooLong(message, request) ? Field.NOT_BEFORE : null;
    }

    private static boolean mayBeUrgent(Category category) {
        return category == Category.AUTHENTICATION || category == Category.SERVICE;
    }

    private static boolean isContentType(String value) {
        return !value.isEmpty()
                && value.length() <= CONTENT_TYPE_CHARS
                && value.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    private static boolean isHeldTooLong(OutgoingMessage message, RequestId request) {
        Instant notBefore = message.notBefore();
        return notBefore != null && notBefore.isAfter(request.sentAt().plus(LONGEST_HOLD));
    }

    /** The wire and the associated data know milliseconds only. */
    private static @Nullable Instant millis(@Nullable Instant time) {
        return time == null ? null : Instant.ofEpochMilli(time.toEpochMilli());
    }
}
