package io.sealpost.client.producer;

import io.sealpost.client.producer.SendError.BrokerRefused;
import io.sealpost.client.producer.SendError.NoSchema;
import io.sealpost.client.producer.SendError.TimedOut;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.Crypto;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RequestId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import io.sealpost.wire.SchemaRegistryUnavailable;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a business's messages in GATEWAY mode and speaks for it about consent. Thread-safe.
 *
 * <p>The first {@link #send} of a session reads {@code gateway-epochs}; every later one only
 * encrypts and hands the record to Kafka's producer: urgent ones go at once, bulk waits 50 ms for
 * others to share a request with.
 */
public final class SealpostProducer implements AutoCloseable {
    private static final Duration GATHER = Duration.ofMillis(50);

    private final BusinessId business;
    private final KafkaProducer<String, byte[]> urgent;
    private final KafkaProducer<String, byte[]> bulk;
    private final KafkaEpochs epochs;
    private final GatewayMessages messages;
    private final Codec<SendRequest> codec;
    private final Consents consents;
    private final Map<String, Object> connection;
    private final SchemaRegistry registry;

    private SealpostProducer(
            Map<String, Object> connection,
            SchemaRegistry registry,
            BusinessId business,
            Clock clock,
            RandomGenerator random,
            @Nullable SigningKey producerKey) {
        this.business = business;
        this.connection = connection;
        this.registry = registry;
        // First what may fail: a producer that nobody gets would never be closed.
        this.epochs = new KafkaEpochs(connection, registry);
        this.urgent = Connection.producer(connection, "urgent", Duration.ZERO);
        this.bulk = Connection.producer(connection, "bulk", GATHER);
        this.messages = new GatewayMessages(business, epochs, clock, random, producerKey);
        this.codec = new Codec<>(registry, SendRequest.class);
        this.consents = new Consents(business, urgent, connection, registry, clock, random);
    }

    /**
     * @param connection settings as of any Kafka client: {@code bootstrap.servers}, {@code
     *     security.protocol}, {@code sasl.*}; producer settings in it win over the SDK's, except
     *     {@code acks} and idempotence
     * @param registry root of the Confluent-compatible API (v7)
     */
    public static Builder builder(
            Map<String, Object> connection, URI registry, BusinessId business) {
        return new Builder(connection, registry, business);
    }

    /**
     * Seals and sends one message.
     *
     * @return what the broker took, or {@link SendFailed} with a typed {@link SendError}
     */
    public CompletableFuture<Sent> send(OutgoingMessage message) {
        RequestId request = messages.requestId(message);
        CompletableFuture<Sent> sent = new CompletableFuture<>();
        KafkaProducer<String, byte[]> lane = message.urgent() ? urgent : bulk;
        try {
            var unused =
                    lane.send(
                            record(message, request),
                            (position, error) -> complete(sent, request, position, error));
        } catch (RuntimeException e) {
            fail(sent, request, e);
        }
        return sent;
    }

    /** Grants, withdrawals and blocks of this business. */
    public Consents consents() {
        return consents;
    }

    /** What became of this business's messages, from the topic's start. */
    public DeliveryEvents deliveryEvents() {
        return DeliveryEvents.fromStart(connection, registry, business);
    }

    /** The same, from now on. */
    public DeliveryEvents deliveryEventsFromNow() {
        return DeliveryEvents.fromEnd(connection, registry, business);
    }

    /** Waits for what is on its way. */
    @Override
    public void close() {
        urgent.close();
        bulk.close();
        epochs.close();
    }

    private ProducerRecord<String, byte[]> record(OutgoingMessage message, RequestId request) {
        SendRequest value = messages.request(message, request);
        return new ProducerRecord<>(
                TenantTopics.sendRequests(business, message.urgent()),
                value.getRecipient(),
                codec.encode(value));
    }

    private void complete(
            CompletableFuture<Sent> sent,
            RequestId request,
            RecordMetadata position,
            @Nullable Exception error) {
        if (error != null) {
            fail(sent, request, error);
        } else {
            sent.complete(
                    new Sent(
                            request,
                            messages.messageId(request),
                            position.topic(),
                            position.partition(),
                            position.offset()));
        }
    }

    private static void fail(CompletableFuture<Sent> sent, RequestId request, Exception error) {
        sent.completeExceptionally(
                error instanceof SendFailed ? error : new SendFailed(typed(error), request));
    }

    /** A mistake in the program stays what it is. */
    private static SendError typed(Exception error) {
        return switch (error) {
            case TimeoutException late -> new TimedOut();
            case ApiException refused -> new BrokerRefused(refused.getClass().getSimpleName());
            case SchemaRegistryUnavailable away -> new NoSchema();
            case IllegalStateException unregistered -> new NoSchema();
            default -> new BrokerRefused(error.getClass().getSimpleName());
        };
    }

    /** Sets the producer key and, for tests, the clock and the randomness. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Object> connection;
        private final URI registry;
        private final BusinessId business;
        private Clock clock = Clock.systemUTC();
        private RandomGenerator random = new SecureRandom();
        private @Nullable SigningKey producerKey;

        private Builder(Map<String, Object> connection, URI registry, BusinessId business) {
            this.connection = Map.copyOf(connection);
            this.registry = registry;
            this.business = business;
        }

        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /** Of request ids only: keys and nonces always come from the system. */
        public Builder random(RandomGenerator value) {
            random = value;
            return this;
        }

        /**
         * Signs every message. Needed once the operator has registered its public half for the
         * business: content that this key did not sign ends as UNSEALABLE/SIGNATURE_INVALID.
         */
        public Builder producerKey(SigningKey value) {
            producerKey = value;
            return this;
        }

        /** Connects. Fails when Conscrypt is missing or {@code gateway-epochs} is not there. */
        public SealpostProducer build() {
            var unused = Crypto.require();
            return new SealpostProducer(
                    connection, new SchemaRegistry(registry), business, clock, random, producerKey);
        }
    }
}
