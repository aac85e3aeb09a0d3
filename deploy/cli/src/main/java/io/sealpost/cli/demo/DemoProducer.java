package io.sealpost.cli.demo;

import io.sealpost.cli.local.BusinessClient;
import io.sealpost.client.producer.Connection;
import io.sealpost.client.producer.GatewayMessages;
import io.sealpost.client.producer.KafkaEpochs;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.client.producer.TenantTopics;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.RequestId;
import io.sealpost.wire.Codec;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes with Kafka's own producer: the SDK seals each message, this class frames the record and
 * sets its key.
 */
final class DemoProducer implements AutoCloseable {
    private static final int ONE_TIME_CODE_EVERY = 10;

    private final KafkaProducer<String, byte[]> kafka;
    private final KafkaEpochs epochs;
    private final GatewayMessages messages;
    private final Codec<SendRequest> codec;
    private final String topic;
    private final SentMessageLog log;

    DemoProducer(BusinessClient business, Path sent) throws IOException {
        Connection connection = business.connection();
        Map<String, Object> settings = new HashMap<>(connection.kafkaSettings());
        settings.put("acks", "all");
        this.kafka =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        this.epochs = new KafkaEpochs(connection);
        this.messages =
                new GatewayMessages(business.id(), epochs, Clock.systemUTC(), new SecureRandom());
        this.codec = new Codec<>(connection.schemaRegistry(), SendRequest.class);
        this.topic = TenantTopics.sendRequests(business.id(), false);
        this.log = new SentMessageLog(sent);
    }

    /** Writes every message to the log, then publishes all and waits for the acknowledgements. */
    void publish(List<DemoRecipient> recipients, int count, MessageTexts texts) throws IOException {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            DemoRecipient recipient = recipients.get(number % recipients.size());
            records.add(record(recipient, texts.text(number), number));
        }
        log.flush();
        List<Future<RecordMetadata>> sent = records.stream().map(kafka::send).toList();
        sent.forEach(DemoProducer::awaitAcknowledged);
    }

    private ProducerRecord<String, byte[]> record(
            DemoRecipient recipient, byte[] content, int number) {
        Category category =
                number % ONE_TIME_CODE_EVERY == 0 ? Category.AUTHENTICATION : Category.UTILITY;
        OutgoingMessage message =
                OutgoingMessage.to(recipient.id(), Demo.PURPOSE, category, content).build();
        RequestId request = messages.requestId(message);
        log.write(
                new SentMessageEntry(
                        messages.messageId(request).value(),
                        recipient.id().value(),
                        HexFormat.of().formatHex(Sha256.of(content).toArray())));
        byte[] value = codec.encode(messages.request(message, request));
        return new ProducerRecord<>(topic, recipient.id().value(), value);
    }

    private static void awaitAcknowledged(Future<RecordMetadata> sent) {
        try {
            var unused = sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the broker refused a message; check with ./sealpost status that it runs",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while publishing", e);
        }
    }

    @Override
    public void close() throws IOException {
        kafka.close();
        epochs.close();
        log.close();
    }
}
