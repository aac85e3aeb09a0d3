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
import io.sealpost.wire.SchemaRegistryUnavailable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a business's messages in GATEWAY mode, and its consent commands. Thread-safe.
 *
 * <p>The first {@link #send} of a session, at most every ten minutes, reads {@code gateway-epochs}
 * and blocks meanwhile. All others only encrypt, and hand the record to Kafka's producer: urgent
 * records are sent at once, bulk records wait 50 ms for others to share a request with.
 */
public final class SealpostProducer implements AutoCloseable {
    private static final Duration BULK_LINGER = Duration.ofMillis(50);

    private final BusinessId business;
    private final KafkaProducer<String, byte[]> urgent;
    private final KafkaProducer<String, byte[]> bulk;
    private final KafkaEpochs epochs;
    private final GatewayMessages messages;
    private final Codec<SendRequest> codec;
    private final Consents consents;
    private final Connection connection;

    private SealpostProducer(
            Connection connection,
            BusinessId business,
            Clock clock,
            RandomGenerator random,
            @Nullable SigningKey producerKey) {
        this.business = business;
        this.connection = connection;
        // First, because it may fail: a producer that was made before would never be closed.
        this.epochs = new KafkaEpochs(connection);
        this.urgent = connection.producer("urgent", Duration.ZERO);
        this.bulk = connection.producer("bulk", BULK_LINGER);
        this.messages = new GatewayMessages(business, epochs, clock, random, producerKey);
        this.codec = new Codec<>(connection.schemaRegistry(), SendRequest.class);
        this.consents = new Consents(business, urgent, connection, clock, random);
    }

    /** Begins a producer of one business. */
    public static Builder builder(Connection connection, BusinessId business) {
        return new Builder(connection, business);
    }

    /**
     * Checks, seals and sends one message.
     *
     * @return completed when the broker has the record on all replicas; failed with {@link
     *     SendFailed}, which has a typed {@link SendError}
     */
    public CompletableFuture<SendResult> send(OutgoingMessage message) {
        RequestId request = messages.requestId(message);
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        KafkaProducer<String, byte[]> lane = message.urgent() ? urgent : bulk;
        try {
            var unused =
                    lane.send(
                            record(message, request),
                            (position, error) -> complete(result, request, position, error));
        } catch (RuntimeException e) {
            fail(result, request, e);
        }
        return result;
    }

    /** Makes and sends the consent commands of this business. */
    public Consents consents() {
        return consents;
    }

    /** The events of this business's messages, from the start of the topic. */
    public DeliveryEvents deliveryEvents() {
        return DeliveryEvents.fromStart(connection, business);
    }

    /** The events that are published from now on. */
    public DeliveryEvents deliveryEventsFromNow() {
        return DeliveryEvents.fromEnd(connection, business);
    }

    /** Sends what is still waiting, and disconnects. */
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
            CompletableFuture<SendResult> result,
            RequestId request,
            RecordMetadata position,
            @Nullable Exception error) {
        if (error != null) {
            fail(result, request, error);
        } else {
            result.complete(
                    new SendResult(
                            request,
                            messages.messageId(request),
                            position.topic(),
                            position.partition(),
                            position.offset()));
        }
    }

    private static void fail(
            CompletableFuture<SendResult> result, RequestId request, Exception error) {
        result.completeExceptionally(
                error instanceof SendFailed ? error : new SendFailed(typed(error), request));
    }

    /** {@link IllegalStateException} is the codec's for a schema that is not registered. */
    private static SendError typed(Exception error) {
        return switch (error) {
            case TimeoutException timeout -> new TimedOut();
            case ApiException refused -> new BrokerRefused(refused.getClass().getSimpleName());
            case SchemaRegistryUnavailable unavailable -> new NoSchema();
            case IllegalStateException unregistered -> new NoSchema();
            default -> new BrokerRefused(error.getClass().getSimpleName());
        };
    }

    /** Sets the producer key and, for tests, the clock and the randomness. Not thread-safe. */
    public static final class Builder {
        private final Connection connection;
        private final BusinessId business;
        private Clock clock = Clock.systemUTC();
        private RandomGenerator random = new SecureRandom();
        private @Nullable SigningKey producerKey;

        private Builder(Connection connection, BusinessId business) {
            this.connection = connection;
            this.business = business;
        }

        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /** Makes request ids only: keys and nonces always come from the system. */
        public Builder random(RandomGenerator value) {
            random = value;
            return this;
        }

        /**
         * Signs every message. Needed after the operator has registered its public half for the
         * business: content that this key did not sign ends as UNSEALABLE with the reason
         * SIGNATURE_INVALID.
         */
        public Builder producerKey(SigningKey value) {
            producerKey = value;
            return this;
        }

        /**
         * Connects. Blocks.
         *
         * @throws io.sealpost.seal.Crypto.Unavailable where Conscrypt's native library is missing
         * @throws org.apache.kafka.common.KafkaException where the broker does not answer or
         *     refuses the login
         */
        public SealpostProducer build() {
            var unused = Crypto.require();
            return new SealpostProducer(connection, business, clock, random, producerKey);
        }
    }
}
