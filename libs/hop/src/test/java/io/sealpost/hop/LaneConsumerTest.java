package io.sealpost.hop;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.testing.Wait;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What becomes of polls while the hop is busy. */
class LaneConsumerTest {
    private final List<ConsumerRecords<String, byte[]>> batches = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Void>> answers = new CopyOnWriteArrayList<>();
    private final List<String> handled = new ArrayList<>();
    private final List<CompletableFuture<Void>> taken = new ArrayList<>();
    private final LaneConsumer consumer = LaneConsumer.urgent(this::hop, new BulkThrottle());

    @Test
    void pollsDuringABatchAreTheNextBatchInTheOrderOfTheirPartitions() {
        take("a", poll(0, 0, 3));
        take("b", poll(1, 0, 2));
        take("c", poll(0, 3, 5));
        take("d", poll(1, 2, 4));

        assertThat(batches).hasSize(1);
        answers.getFirst().complete(null);

        assertThat(batches).hasSize(2);
        assertThat(offsets(batches.getLast(), 0)).containsExactly(3L, 4L);
        assertThat(offsets(batches.getLast(), 1)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(batches.getLast().nextOffsets())
                .containsEntry(partition(0), new OffsetAndMetadata(5))
                .containsEntry(partition(1), new OffsetAndMetadata(4));
    }

    @Test
    void aPollIsAcknowledgedOnlyWhenItsBatchIsDone() {
        take("a", poll(0, 0, 3));
        take("b", poll(0, 3, 4));
        assertThat(handled).isEmpty();

        answers.get(0).complete(null);
        assertThat(handled).containsExactly("a");

        answers.get(1).complete(null);
        assertThat(handled).containsExactly("a", "b");
    }

    @Test
    void aBatchHasAtMostFiveHundredRecords() {
        take("a", poll(0, 0, 1));
        take("b", poll(0, 1, 300));
        take("c", poll(0, 300, 501));
        take("d", poll(0, 501, 502));
        answers.get(0).complete(null);
        answers.get(1).complete(null);

        assertThat(batches).extracting(ConsumerRecords::count).containsExactly(1, 500, 1);
    }

    @Test
    void noMorePollsAreAcceptedWhileABatchIsWaiting() {
        take("a", poll(0, 0, 500));
        take("b", poll(0, 500, 800));
        take("c", poll(0, 800, 1_000));
        assertThat(taken).extracting(CompletableFuture::isDone).containsExactly(true, true, false);

        answers.getFirst().complete(null);
        assertThat(taken).extracting(CompletableFuture::isDone).containsExactly(true, true, true);
    }

    @Test
    void anErrorInTheHopFailsTheNextPollSoThatTheChannelEnds() {
        take("a", poll(0, 0, 1));
        answers.getFirst().completeExceptionally(new IllegalStateException("an error"));

        assertThat(handled).isEmpty();
        take("b", poll(0, 1, 2));
        assertThat(taken.getLast()).isCompletedExceptionally();
    }

    @Test
    void aBulkBatchYieldsToAnUrgentOneForALimitedTimeAndIsSmallThen() {
        Queue<ConsumerRecords<String, byte[]>> begun = new ConcurrentLinkedQueue<>();
        LaneConsumer bulk =
                LaneConsumer.bulk(
                        batch -> {
                            begun.add(batch);
                            return Uni.createFrom().voidItem();
                        },
                        consumer,
                        Duration.ofMillis(1));
        take("a code that takes its time", poll(0, 0, 1));
        long start = System.nanoTime();
        bulk.accept(poll(0, 0, 90), () -> completedFuture(null)).await().indefinitely();
        bulk.accept(poll(0, 90, 180), () -> completedFuture(null)).await().indefinitely();

        Wait.until(() -> !begun.isEmpty());
        assertThat(begun.element().count()).isEqualTo(90);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void afterASlowUrgentBatchTheBulkLanePausesThreeTimesItsOwnDuration() {
        AtomicLong nanos = new AtomicLong();
        bulkBehindACodeOf(Duration.ofMillis(80), nanos);

        nanos.addAndGet(Duration.ofMillis(120).toNanos());
        long ended = System.nanoTime();
        answers.get(1).complete(null);

        Wait.until(() -> batches.size() == 3);
        assertThat(Duration.ofNanos(System.nanoTime() - ended))
                .isGreaterThanOrEqualTo(Duration.ofMillis(360));
    }

    @Test
    void afterAFastUrgentBatchTheBulkLaneDoesNotPause() {
        AtomicLong nanos = new AtomicLong();
        bulkBehindACodeOf(Duration.ofMillis(20), nanos);

        nanos.addAndGet(Duration.ofMillis(120).toNanos());
        answers.get(1).complete(null);

        assertThat(batches).as("begun by whoever ended the one before").hasSize(3);
    }

    /** A code that took so long is done; a bulk batch is in flight, and the next one waits. */
    private void bulkBehindACodeOf(Duration took, AtomicLong nanos) {
        LaneConsumer urgent = LaneConsumer.urgent(this::hop, new BulkThrottle(nanos::get));
        LaneConsumer bulk = LaneConsumer.bulk(this::hop, urgent, Duration.ZERO);
        urgent.accept(poll(0, 0, 1), () -> completedFuture(null)).await().indefinitely();
        nanos.addAndGet(took.toNanos());
        answers.getFirst().complete(null);
        bulk.accept(poll(0, 0, 400), () -> completedFuture(null)).await().indefinitely();
        bulk.accept(poll(0, 400, 800), () -> completedFuture(null)).await().indefinitely();
    }

    @Test
    void aBatchOfLargeRecordsIsSmallAndNoMorePollsAreAccepted() {
        take("first", poll(0, 0, 1));
        for (int i = 0; i < 5; i++) {
            take("large " + i, poll(0, 1 + i, 2 + i, 1 << 20));
        }

        assertThat(taken.getLast()).as("five MiB wait").isNotDone();
        answers.getFirst().complete(null);
        assertThat(batches).hasSize(2);
        assertThat(batches.getLast().count()).as("four MiB of them").isEqualTo(4);
    }

    private Uni<Void> hop(ConsumerRecords<String, byte[]> batch) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        batches.add(batch);
        answers.add(answer);
        return Uni.createFrom().completionStage(answer);
    }

    private void take(String name, ConsumerRecords<String, byte[]> poll) {
        taken.add(
                consumer.accept(
                                poll,
                                () -> {
                                    handled.add(name);
                                    return completedFuture(null);
                                })
                        .subscribeAsCompletionStage());
    }

    private static ConsumerRecords<String, byte[]> poll(int partition, int from, int to) {
        return poll(partition, from, to, 0);
    }

    private static ConsumerRecords<String, byte[]> poll(int partition, int from, int to, int size) {
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> records = new LinkedHashMap<>();
        records.put(
                partition(partition),
                IntStream.range(from, to)
                        .mapToObj(
                                offset ->
                                        new ConsumerRecord<>(
                                                "lane", partition, offset, "key", new byte[size]))
                        .toList());
        return new ConsumerRecords<>(
                records, Map.of(partition(partition), new OffsetAndMetadata(to)));
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition("lane", number);
    }

    private static List<Long> offsets(ConsumerRecords<String, byte[]> batch, int partition) {
        return batch.records(partition(partition)).stream().map(ConsumerRecord::offset).toList();
    }
}
