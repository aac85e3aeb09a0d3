package io.sealpost.e2e;

import io.sealpost.cli.local.Account;
import io.sealpost.client.producer.GatewayMessages;
import io.sealpost.client.producer.KafkaEpochs;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.RequestId;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
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
 * A business's own Kafka producer, as any client library has one: what it puts on {@code
 * send-requests.<business>} is up to it.
 */
final class StockProducer implements AutoCloseable {
    private final BusinessId business;
    private final KafkaEpochs epochs;
    private final GatewayMessages messages;
    private final Codec<SendRequest> codec;
    private final KafkaProducer<@Nullable String, byte @Nullable []> kafka;

    StockProducer(Account account, Map<String, Object> more) {
        SchemaRegistry registry = new SchemaRegistry(account.registry());
        this.business = new BusinessId(account.business());
        this.epochs = new KafkaEpochs(account.kafka(), registry);
        this.messages =
                new GatewayMessages(business, epochs, Clock.systemUTC(), new SecureRandom());
        this.codec = new Codec<>(registry, SendRequest.class);
        Map<String, Object> settings = new HashMap<>(account.kafka());
        settings.put("acks", "all");
        settings.putAll(more);
        this.kafka =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    static RequestId newRequest() {
        return Ids.newRequestId(Instant.now(), new SecureRandom());
    }

    String topic() {
        return "send-requests." + business.value();
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

    /** Drops its connections, whatever is on its way. */
    void cut() {
        kafka.close(Duration.ZERO);
    }

    @Override
    public void close() {
        kafka.close();
        epochs.close();
    }
}
