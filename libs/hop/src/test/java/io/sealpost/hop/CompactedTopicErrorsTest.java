package io.sealpost.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.testing.Wait;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the client does, and not the reader: without a broker, so that it does it when it should.
 */
class CompactedTopicErrorsTest {
    private static final TopicPartition ONLY = new TopicPartition("state", 0);

    private final List<String> applied = new CopyOnWriteArrayList<>();
    private final AtomicInteger clients = new AtomicInteger();

    @Test
    void afterAClientErrorItReadsFromTheBeginningWithANewClient() {
        MockConsumer<String, byte[]> first = client("a=1", "b=2");
        first.schedulePollTask(() -> first.setPollException(new KafkaException("gone")));
        MockConsumer<String, byte[]> second = client("a=1", "b=2", "c=3");

        try (CompactedTopic followed = follow(new ArrayDeque<>(List.of(first, second)))) {
            Wait.until(() -> applied.contains("c=3"));
            assertThat(followed.upToNow()).succeedsWithin(Wait.TIMEOUT);
        }

        assertThat(applied).containsExactly("a=1", "b=2", "a=1", "b=2", "c=3");
        assertThat(clients).as("clients made").hasValue(2);
        assertThat(first.closed()).isTrue();
    }

    @Test
    void aRequestWaitsUntilTheEndAtItsTimeIsReached() {
        MockConsumer<String, byte[]> client = client("a=1", "b=2");
        client.updateEndOffsets(Map.of(ONLY, 3L));

        try (CompactedTopic followed = follow(new ArrayDeque<>(List.of(client)))) {
            CompletableFuture<Void> asked = followed.upToNow();
            Wait.until(() -> applied.contains("b=2"));
            await().during(Duration.ofMillis(300)).until(() -> !asked.isDone());
            client.addRecord(record(2, "c=3"));
            assertThat(asked).succeedsWithin(Wait.TIMEOUT);
        }

        assertThat(applied).containsExactly("a=1", "b=2", "c=3");
    }

    @Test
    void aRequestIsCompletedByTheNextClient() {
        MockConsumer<String, byte[]> first = client("a=1");
        first.setOffsetsException(new KafkaException("gone"));

        try (CompactedTopic followed =
                follow(new ArrayDeque<>(List.of(first, client("a=1", "b=2"))))) {
            assertThat(followed.upToNow()).succeedsWithin(Wait.TIMEOUT);
        }

        assertThat(applied).endsWith("a=1", "b=2");
        assertThat(clients).as("clients made").hasValue(2);
    }

    @Test
    void aClientThatCannotBeCreatedIsTriedAgain() {
        MockConsumer<String, byte[]> second = client("a=1");

        try (CompactedTopic followed =
                follow(new ArrayDeque<>(List.of(withoutTheTopic(), second)))) {
            assertThat(followed.upToNow()).succeedsWithin(Wait.TIMEOUT);
        }

        assertThat(applied).containsExactly("a=1");
        assertThat(clients).hasValue(2);
    }

    @Test
    void aRequestIsCancelledIfItIsClosedBeforeItStarts() {
        CompactedTopic followed = follow(new ArrayDeque<>());
        CompletableFuture<Void> asked = followed.upToNow();
        Wait.until(() -> clients.get() > 0);

        followed.close();

        Wait.until(asked::isDone);
        assertThat(asked).isCancelled();
        assertThat(followed.upToNow()).isCancelled();
    }

    /** Follows with one client after the other; with none there is an error each time. */
    private CompactedTopic follow(Queue<MockConsumer<String, byte[]>> next) {
        return CompactedTopic.follow(() -> made(next.poll()), "state", this::note);
    }

    private Consumer<String, byte[]> made(@Nullable MockConsumer<String, byte[]> client) {
        clients.incrementAndGet();
        if (client == null) {
            throw new KafkaException("no broker has a name");
        }
        return client;
    }

    private void note(String key, byte @Nullable [] value) {
        applied.add(
                key + "=" + (value == null ? "null" : new String(value, StandardCharsets.UTF_8)));
    }

    private static MockConsumer<String, byte[]> withoutTheTopic() {
        MockConsumer<String, byte[]> client = new MockConsumer<>("earliest");
        client.updatePartitions("state", List.of());
        return client;
    }

    /** A client that finds these on the topic at its first poll. */
    private static MockConsumer<String, byte[]> client(String... records) {
        MockConsumer<String, byte[]> client = new MockConsumer<>("earliest");
        Node node = new Node(0, "localhost", 1);
        Node[] nodes = {node};
        client.updatePartitions(
                "state", List.of(new PartitionInfo("state", 0, node, nodes, nodes)));
        client.updateBeginningOffsets(Map.of(ONLY, 0L));
        client.updateEndOffsets(Map.of(ONLY, (long) records.length));
        client.schedulePollTask(
                () -> {
                    for (int offset = 0; offset < records.length; offset++) {
                        client.addRecord(record(offset, records[offset]));
                    }
                });
        return client;
    }

    private static ConsumerRecord<String, byte[]> record(int offset, String text) {
        String[] parts = text.split("=", 2);
        byte[] value = parts[1].getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>("state", 0, offset, parts[0], value);
    }
}
