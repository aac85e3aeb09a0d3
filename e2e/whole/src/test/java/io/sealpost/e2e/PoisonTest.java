package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.cli.local.Platform;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.DeadLetter;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.id.RequestId;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A wrong record never delays others (P13). */
@ExtendWith(SharedPlatformExtension.class)
class PoisonTest {
    private static final TopicPartition DEAD_LETTERS =
            new TopicPartition(Catalogue.get().named("dead-letters.ingest").name(), 0);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_SCHEMA =
            "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\"}";

    private final SealpostCommand sealpost;
    private final SchemaRegistry registry;

    PoisonTest(SealpostCommand sealpost) {
        this.sealpost = sealpost;
        this.registry = new SchemaRegistry(URI.create(sealpost.platform().registry()));
    }

    /** A record that cannot be decoded; it goes to the dead-letter topic. */
    private record Undecodable(DeadLetterReason reason, byte @Nullable [] value) {}

    /** A request with a wrong field; it is rejected. */
    private record WrongRequest(Reason reason, UUID message, byte[] value) {}

    @Test
    void eachOfOnePercentWrongRecordsIsAnsweredWithAReasonAndDelaysNoOther() throws IOException {
        // Compressed, so that the broker accepts a record that is too large for ingest.
        Map<String, Object> compressed =
                Map.of("compression.type", "gzip", "max.request.size", 8 << 20);
        try (TestRecipients recipients = sealpost.recipients("poisoned", 20);
                PlainProducer producer =
                        new PlainProducer(sealpost.business("promises"), compressed)) {
            recipients.connect();
            List<OutgoingMessage> right = recipients.messages(0, 40);
            List<Undecodable> undecodable = undecodable(producer, right.getFirst());
            List<WrongRequest> wrong = wrong(producer, right.getFirst());
            Set<String> before = deadLetters(producer.topic()).keySet();
            Map<String, DeadLetterReason> expected = new HashMap<>();
            for (int i = 0; i < right.size(); i++) {
                // The last one has no key. It is delivered; only its order is not guaranteed.
                String key = i == right.size() - 1 ? null : right.get(i).recipient().value();
                recipients.addSent(send(producer, key, right.get(i)));
                int number = i / 100;
                if (i % 100 == 50 && number < undecodable.size()) {
                    var position = producer.send(key, undecodable.get(number).value()).join();
                    expected.put(
                            position.partition() + "/" + position.offset(),
                            undecodable.get(number).reason());
                } else if (i % 100 == 50) {
                    producer.send(key, wrong.get(number - undecodable.size()).value()).join();
                }
            }
            recipients.awaitEnded(800);
            Set<UUID> rejected =
                    wrong.stream().map(WrongRequest::message).collect(Collectors.toSet());
            Await.until(
                    "the wrong requests are rejected",
                    () -> recipients.events().read().ends(rejected).size() >= rejected.size());
            Map<String, DeadLetterReason> found = deadLetters(producer.topic());
            found.keySet().removeAll(before);

            System.out.printf(
                    "800 right and 8 wrong records: %d delivered, dead letters %s, rejected %s%n",
                    recipients.shown().size(),
                    new TreeSet<>(found.values()),
                    wrong.stream().map(WrongRequest::reason).toList());
            recipients.assertAllDeliveredOnce();
            assertThat(expected).hasSize(6);
            assertThat(found).isEqualTo(expected);
            assertThat(recipients.events().ends(rejected))
                    .allSatisfy(
                            event ->
                                    assertThat(event.getKind())
                                            .isEqualTo(DeliveryEventKind.REJECTED))
                    .extracting(DeliveryEvent::getMessageId, DeliveryEvent::getReason)
                    .containsExactlyInAnyOrderElementsOf(
                            wrong.stream().map(one -> tuple(one.message(), one.reason())).toList());
        }
    }

    /** Schemas that the registry accepts and Avro's parser does not, or not within bounds. */
    @Test
    void anIdOfAnUnusableSchemaConcernsItsOwnRecordsOnly() throws Exception {
        String record =
                "{\"type\":\"record\",\"name\":\"Own\",\"fields\":[{\"name\":\"f\",\"type\":%s}]}";
        List<Integer> ids =
                List.of(
                        register("json", "JSON", JSON_SCHEMA),
                        register("recursive", "AVRO", record.formatted("[\"null\",\"Own\"]")),
                        register("own", "AVRO", record.formatted("\"int\"")));
        try (TestRecipients recipients = sealpost.recipients("unusable", 2);
                PlainProducer producer =
                        new PlainProducer(sealpost.business("promises"), Map.of())) {
            recipients.connect();
            Map<String, DeadLetterReason> expected = new HashMap<>();
            for (int id : ids) {
                byte[] eightBytes = ByteBuffer.allocate(8).put((byte) 0).putInt(id).array();
                var position = producer.send("key", eightBytes).join();
                expected.put(
                        position.partition() + "/" + position.offset(),
                        DeadLetterReason.UNKNOWN_SCHEMA);
            }
            for (OutgoingMessage message : recipients.messages(0, 10)) {
                recipients.addSent(send(producer, message.recipient().value(), message));
            }

            recipients.awaitEnded(20);

            recipients.assertAllDeliveredOnce();
            assertThat(deadLetters(producer.topic())).containsAllEntriesOf(expected);
        }
    }

    private int register(String subject, String type, String schema)
            throws IOException, InterruptedException {
        String body =
                JSON.createObjectNode().put("schemaType", type).put("schema", schema).toString();
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address =
                    URI.create(
                            sealpost.platform().registry()
                                    + "/subjects/unusable-%s/versions".formatted(subject));
            var answer =
                    http.send(
                            HttpRequest.newBuilder(address)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body()).path("id").asInt();
        }
    }

    private static UUID send(
            PlainProducer producer, @Nullable String key, OutgoingMessage message) {
        RequestId id = PlainProducer.newRequest();
        var unused = producer.send(key, producer.bytes(producer.sealed(message, id)));
        return producer.messageId(id);
    }

    private List<Undecodable> undecodable(PlainProducer producer, OutgoingMessage message) {
        byte[] valid = producer.bytes(producer.sealed(message, PlainProducer.newRequest()));
        int another = registry.idOf(SpecificData.get().getSchema(ConsentCommand.class));
        return List.of(
                new Undecodable(
                        DeadLetterReason.NOT_DECODABLE, Arrays.copyOf(valid, valid.length / 2)),
                new Undecodable(DeadLetterReason.UNKNOWN_SCHEMA, framed(Integer.MAX_VALUE, valid)),
                new Undecodable(DeadLetterReason.UNKNOWN_SCHEMA, framed(another, valid)),
                new Undecodable(DeadLetterReason.EMPTY, null),
                new Undecodable(
                        DeadLetterReason.NOT_FRAMED,
                        "{\"to\":\"everyone\"}".getBytes(StandardCharsets.UTF_8)),
                new Undecodable(DeadLetterReason.OVERSIZE, new byte[Codec.MAX_BYTES + 1]));
    }

    private static byte[] framed(int schema, byte[] value) {
        return ByteBuffer.wrap(value.clone()).putInt(1, schema).array();
    }

    private static List<WrongRequest> wrong(PlainProducer producer, OutgoingMessage message) {
        RequestId forged = PlainProducer.newRequest();
        RequestId addressed = PlainProducer.newRequest();
        return List.of(
                new WrongRequest(
                        Reason.BUSINESS_MISMATCH,
                        producer.messageId(forged),
                        producer.bytes(
                                SendRequest.newBuilder(producer.sealed(message, forged))
                                        .setBusiness("somebody-else")
                                        .build())),
                new WrongRequest(
                        Reason.BAD_RECIPIENT,
                        producer.messageId(addressed),
                        producer.bytes(
                                SendRequest.newBuilder(producer.sealed(message, addressed))
                                        .setRecipient("+4915112345678")
                                        .build())));
    }

    /** The reasons of the dead letters of a topic, by partition and offset. */
    private Map<String, DeadLetterReason> deadLetters(String topic) {
        Platform platform = sealpost.platform();
        Map<String, Object> operator =
                platform.broker().clientConfig(Platform.user(platform.installation(), "operator"));
        Codec<DeadLetter> codec = new Codec<>(registry, DeadLetter.class);
        Map<String, DeadLetterReason> letters = new HashMap<>();
        try (var consumer =
                new KafkaConsumer<>(
                        operator, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = List.of(DEAD_LETTERS);
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long end = consumer.endOffsets(all).values().iterator().next();
            while (consumer.position(DEAD_LETTERS) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (codec.decode(record.value())
                                    instanceof Decoded.Value<DeadLetter>(DeadLetter letter)
                            && letter.getTopic().equals(topic)) {
                        letters.put(
                                letter.getPartition() + "/" + letter.getOffset(),
                                letter.getReason());
                    }
                }
            }
        }
        return letters;
    }
}
