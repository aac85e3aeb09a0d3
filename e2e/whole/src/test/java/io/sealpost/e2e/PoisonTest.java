package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
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

/** Poison never blocks others (P13), through all processes. */
@ExtendWith(OnePlatform.class)
class PoisonTest {
    private static final TopicPartition DEAD_LETTERS = new TopicPartition("dead-letters.ingest", 0);
    private static final Duration POLL = Duration.ofMillis(200);

    private final FrontDoor sealpost;
    private final SchemaRegistry registry;

    PoisonTest(FrontDoor sealpost) {
        this.sealpost = sealpost;
        this.registry = new SchemaRegistry(URI.create(sealpost.platform().registry()));
    }

    /** What goes to the dead letters. */
    private record Poison(DeadLetterReason reason, byte @Nullable [] value) {}

    /** What is a request and not a right one. */
    private record Wrong(Reason reason, UUID message, byte[] value) {}

    @Test
    void onePercentOfBadRecordsAmongTheGoodAreEachAnsweredWithAReasonAndHoldNobodyUp()
            throws IOException {
        // Compressed, so that the broker takes what is oversize here.
        Map<String, Object> compressed =
                Map.of("compression.type", "gzip", "max.request.size", 8 << 20);
        try (Crowd crowd = sealpost.crowd("poisoned", 20);
                StockProducer producer =
                        new StockProducer(sealpost.business("promises"), compressed)) {
            crowd.connect();
            List<OutgoingMessage> good = crowd.messages(0, 40);
            List<Poison> poison = poison(producer, good.getFirst());
            List<Wrong> wrong = wrong(producer, good.getFirst());
            Map<String, DeadLetterReason> setAside = new HashMap<>();
            for (int i = 0; i < good.size(); i++) {
                // The last one has no key: it is nobody's poison, only its order is its own affair.
                String key = i == good.size() - 1 ? null : good.get(i).recipient().value();
                crowd.sent(send(producer, key, good.get(i)));
                int bad = i / 100;
                if (i % 100 == 50 && bad < poison.size()) {
                    var position = producer.send(key, poison.get(bad).value()).join();
                    setAside.put(
                            position.partition() + "/" + position.offset(),
                            poison.get(bad).reason());
                } else if (i % 100 == 50) {
                    producer.send(key, wrong.get(bad - poison.size()).value()).join();
                }
            }
            crowd.awaitEnded(800);
            Set<UUID> refused = wrong.stream().map(Wrong::message).collect(Collectors.toSet());
            Await.until(
                    "the wrong ones are rejected",
                    () -> crowd.told().read().ends(refused).size() >= refused.size());
            Map<String, DeadLetterReason> letters = deadLetters(producer.topic());

            System.out.printf(
                    "800 good and 8 bad: %d delivered, set aside %s, rejected %s%n",
                    crowd.shown().size(),
                    new TreeSet<>(letters.values()),
                    wrong.stream().map(Wrong::reason).toList());
            crowd.assertAllDeliveredOnce();
            assertThat(setAside).hasSize(6);
            assertThat(letters).isEqualTo(setAside);
            assertThat(crowd.told().ends(refused))
                    .allSatisfy(
                            event ->
                                    assertThat(event.getKind())
                                            .isEqualTo(DeliveryEventKind.REJECTED))
                    .extracting(DeliveryEvent::getMessageId, DeliveryEvent::getReason)
                    .containsExactlyInAnyOrderElementsOf(
                            wrong.stream().map(one -> tuple(one.message(), one.reason())).toList());
        }
    }

    private static UUID send(
            StockProducer producer, @Nullable String key, OutgoingMessage message) {
        RequestId id = StockProducer.newRequest();
        var unused = producer.send(key, producer.bytes(producer.sealed(message, id)));
        return producer.messageId(id);
    }

    private List<Poison> poison(StockProducer producer, OutgoingMessage message) {
        byte[] right = producer.bytes(producer.sealed(message, StockProducer.newRequest()));
        int another = registry.idOf(SpecificData.get().getSchema(ConsentCommand.class));
        return List.of(
                new Poison(DeadLetterReason.NOT_DECODABLE, Arrays.copyOf(right, right.length / 2)),
                new Poison(DeadLetterReason.UNKNOWN_SCHEMA, framed(Integer.MAX_VALUE, right)),
                new Poison(DeadLetterReason.WRONG_SCHEMA, framed(another, right)),
                new Poison(DeadLetterReason.EMPTY, null),
                new Poison(
                        DeadLetterReason.NOT_FRAMED,
                        "{\"to\":\"everyone\"}".getBytes(StandardCharsets.UTF_8)),
                new Poison(DeadLetterReason.OVERSIZE, new byte[Codec.MAX_BYTES + 1]));
    }

    private static byte[] framed(int schema, byte[] value) {
        return ByteBuffer.wrap(value.clone()).putInt(1, schema).array();
    }

    private static List<Wrong> wrong(StockProducer producer, OutgoingMessage message) {
        RequestId forged = StockProducer.newRequest();
        RequestId addressed = StockProducer.newRequest();
        return List.of(
                new Wrong(
                        Reason.BUSINESS_MISMATCH,
                        producer.messageId(forged),
                        producer.bytes(
                                SendRequest.newBuilder(producer.sealed(message, forged))
                                        .setBusiness("somebody-else")
                                        .build())),
                new Wrong(
                        Reason.BAD_RECIPIENT,
                        producer.messageId(addressed),
                        producer.bytes(
                                SendRequest.newBuilder(producer.sealed(message, addressed))
                                        .setRecipient("+4915112345678")
                                        .build())));
    }

    /** By partition and offset, what was set aside of a topic. */
    private Map<String, DeadLetterReason> deadLetters(String topic) {
        Platform platform = sealpost.platform();
        Map<String, Object> operator =
                platform.broker().clientConfig(Platform.user(platform.home(), "operator"));
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
