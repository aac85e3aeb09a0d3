package io.sealpost.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.testing.TestBroker;
import io.sealpost.testing.Wait;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompactedTopicTest {
    private static final TestBroker BROKER = TestBroker.shared();

    private final String topic = "state-" + UUID.randomUUID();
    private final List<String> applied = new CopyOnWriteArrayList<>();

    @Test
    void allRecordsAreAppliedFromTheBeginningAndThenNewOnes() {
        BROKER.createTopic(topic, 1);
        send("a", "1");
        send("b", "2");

        try (CompactedTopic followed = follow(this::note)) {
            assertThat(followed.upToNow()).succeedsWithin(Wait.TIMEOUT);
            assertThat(applied).containsExactly("a=1", "b=2");

            send("a", null);
            Wait.until(() -> applied.contains("a=null"));
        }
    }

    @Test
    void anEmptyTopicIsReadAtOnce() {
        BROKER.createTopic(topic, 1);

        try (CompactedTopic followed = follow(this::note)) {
            assertThat(followed.upToNow()).succeedsWithin(Wait.TIMEOUT);
        }

        assertThat(applied).isEmpty();
    }

    @Test
    void aRequestWaitsForTheRecordsAddedBeforeIt() {
        BROKER.createTopic(topic, 3);

        try (CompactedTopic followed = follow(this::note)) {
            for (int i = 0; i < 20; i++) {
                send("k" + i, "1");
                assertThat(followed.upToNow()).succeedsWithin(Wait.TIMEOUT);
                assertThat(applied).hasSize(i + 1).last().isEqualTo("k" + i + "=1");
            }
        }
    }

    @Test
    void aRequestWaitsWhileRecordsCannotBeApplied() {
        BROKER.createTopic(topic, 1);
        AtomicBoolean away = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();

        try (CompactedTopic followed =
                follow(
                        (key, value) -> {
                            tries.incrementAndGet();
                            if (away.get()) {
                                throw new IllegalStateException("the database is away");
                            }
                            note(key, value);
                        })) {
            send("a", "1");
            CompletableFuture<Void> asked = followed.upToNow();
            Wait.until(() -> tries.get() > 1);
            assertThat(asked).isNotDone();

            away.set(false);
            assertThat(asked).succeedsWithin(Wait.TIMEOUT);
        }

        assertThat(applied).containsExactly("a=1");
    }

    @Test
    void aFailedRecordIsAppliedAgainBeforeTheNext() {
        BROKER.createTopic(topic, 1);
        send("a", "1");
        send("b", "2");
        AtomicInteger failures = new AtomicInteger();

        try (CompactedTopic followed = follow((key, value) -> failTwice(failures, key, value))) {
            assertThat(followed.upToNow()).succeedsWithin(Wait.TIMEOUT);
        }

        assertThat(failures).hasValueGreaterThanOrEqualTo(2);
        assertThat(applied).containsExactly("a=1", "b=2");
    }

    private void failTwice(AtomicInteger failures, String key, byte @Nullable [] value) {
        if (failures.getAndIncrement() < 2) {
            throw new IllegalStateException("the database is away");
        }
        note(key, value);
    }

    private void note(String key, byte @Nullable [] value) {
        String text = value == null ? "null" : new String(value, StandardCharsets.UTF_8);
        applied.add(key + "=" + text);
    }

    private CompactedTopic follow(CompactedTopic.Reader reader) {
        return CompactedTopic.follow(BROKER.adminConfig(), topic, reader);
    }

    private void send(String key, @Nullable String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        var unused =
                BROKER.send(
                        List.of(
                                new ProducerRecord<>(
                                        topic, key.getBytes(StandardCharsets.UTF_8), bytes)));
    }
}
