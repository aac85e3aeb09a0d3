package io.sealpost.cli.demo;

import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.Tenant;
import io.sealpost.client.producer.GatewayMessages;
import io.sealpost.client.producer.KafkaEpochs;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.RequestId;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
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

/** Publishes with a plain Kafka producer: sealed, framed, keyed as the schema says. */
final class Sender implements AutoCloseable {
    private static final int CODE_EVERY = 10;

    private final KafkaProducer<String, byte[]> kafka;
    private final KafkaEpochs epochs;
    private final GatewayMessages messages;
    private final Codec<SendRequest> codec;
    private final String topic;
    private final Recorder recorder;

    Sender(Tenant tenant, Path sent) throws IOException {
        Account account = tenant.account();
        Map<String, Object> settings = new HashMap<>(account.kafka());
        settings.put("acks", "all");
        SchemaRegistry registry = new SchemaRegistry(account.registry());
        this.kafka =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        this.epochs = new KafkaEpochs(account.kafka(), registry);
        this.messages =
                new GatewayMessages(
                        new BusinessId(account.business()),
                        epochs,
                        Clock.systemUTC(),
                        new SecureRandom());
        this.codec = new Codec<>(registry, SendRequest.class);
        this.topic = "send-requests." + account.business();
        this.recorder = new Recorder(sent);
    }

    /** Writes down every message, then publishes it. */
    void publish(List<Recipient> cast, int count, Corpus corpus) throws IOException {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            records.add(prepare(cast.get(number % cast.size()), corpus.message(number), number));
        }
        recorder.flush();
        List<Future<RecordMetadata>> sent = records.stream().map(kafka::send).toList();
        for (Future<RecordMetadata> acknowledged : sent) {
            require(acknowledged);
        }
    }

    private ProducerRecord<String, byte[]> prepare(
            Recipient recipient, byte[] content, int number) {
        Category category = number % CODE_EVERY == 0 ? Category.AUTHENTICATION : Category.UTILITY;
        OutgoingMessage message =
                OutgoingMessage.to(recipient.id(), Demo.PURPOSE, category, content).build();
        RequestId request = messages.requestId(message);
        recorder.write(
                new SentLine(
                        messages.messageId(request).value(),
                        recipient.id().value(),
                        HexFormat.of().formatHex(Sha256.of(content).toArray())));
        byte[] value = codec.encode(messages.request(message, request));
        return new ProducerRecord<>(topic, recipient.id().value(), value);
    }

    private static void require(Future<RecordMetadata> acknowledged) {
        try {
            var unused = acknowledged.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused a message", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while publishing", e);
        }
    }

    @Override
    public void close() throws IOException {
        kafka.close();
        epochs.close();
        recorder.close();
    }
}
