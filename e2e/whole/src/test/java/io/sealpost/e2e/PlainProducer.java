package io.sealpost.e2e;

import io.sealpost.cli.local.Account;
import io.sealpost.client.producer.Connection;
import io.sealpost.client.producer.GatewayMessages;
import io.sealpost.client.producer.KafkaEpochs;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.client.producer.TenantTopics;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.RequestId;
import io.sealpost.wire.Codec;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A business's program with Kafka's own producer: it can write any record to {@code
 * send-requests.<business>}.
 */
final class PlainProducer implements AutoCloseable {
    private final BusinessId business;
    private final KafkaEpochs epochs;
    private final GatewayMessages messages;
    private final Codec<SendRequest> codec;
    private final KafkaProducer<@Nullable String, byte @Nullable []> kafka;

    PlainProducer(Account account, Map<String, Object> moreSettings) {
        Connection connection = account.connection();
        this.business = new BusinessId(account.business());
        this.epochs = new KafkaEpochs(connection);
        this.messages =
                new GatewayMessages(business, epochs, Clock.systemUTC(), new SecureRandom());
        this.codec = new Codec<>(connection.schemaRegistry(), SendRequest.class);
        Map<String, Object> settings = new HashMap<>(connection.kafkaSettings());
        settings.put("acks", "all");
        settings.putAll(moreSettings);
        this.kafka =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    static RequestId newRequest() {
        return Ids.newRequestId(Instant.now(), new SecureRandom());
    }

    String topic() {
        return TenantTopics.sendRequests(business, false);
    }

    /** The message as the business's record, sealed for the gateway. */
    SendRequest sealed(OutgoingMessage message, RequestId request) {
        return messages.request(message, request);
    }

    byte[] bytes(SendRequest request) {
        return codec.encode(request);
    }

    /** The id that Sealpost gives the message. */
    UUID messageId(RequestId request) {
        return messages.messageId(request).value();
    }

    /** Sends any value under any key. */
    CompletableFuture<RecordMetadata> send(@Nullable String key, byte @Nullable [] value) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        var unused =
                kafka.send(
                        new ProducerRecord<>(topic(), key, value),
                        (position, error) -> {
                            if (error == null) {
                                sent.complete(position);
                            } else {
                                sent.completeExceptionally(error);
                            }
                        });
        return sent;
    }

    /** Closes its connections at once, whether or not records are acknowledged. */
    void disconnect() {
        kafka.close(Duration.ZERO);
    }

    @Override
    public void close() {
        kafka.close();
        epochs.close();
    }
}
