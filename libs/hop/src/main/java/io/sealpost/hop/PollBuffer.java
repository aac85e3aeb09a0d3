package io.sealpost.hop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Polls that arrived while a batch was in flight: together they are the next batch, as far as they
 * fit. A single poll is a poor batch, because Kafka's client returns a fetch partition by
 * partition. Accepts polls until about one batch is waiting. Thread-safe.
 */
final class PollBuffer {
    static final int MAX_BATCH_RECORDS = 500;

    /** A backlog of the largest messages must not fill a small heap. */
    private static final int MAX_BATCH_BYTES = 4 << 20;

    /**
     * One poll.
     *
     * @param handled called when the broker has acknowledged every outcome of the poll
     */
    record Poll(
            ConsumerRecords<String, byte[]> records,
            long bytes,
            Supplier<? extends CompletionStage<Void>> handled) {
        static Poll of(
                ConsumerRecords<String, byte[]> records,
                Supplier<? extends CompletionStage<Void>> handled) {
            long bytes = 0;
            for (ConsumerRecord<String, byte[]> record : records) {
                bytes += record.value() == null ? 0 : record.value().length;
            }
            return new Poll(records, bytes, handled);
        }
    }

    private final Queue<Poll> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
    private int records;
    private long bytes;
    private boolean busy;
    private @Nullable Throwable failure;

    /**
     * Adds a poll.
     *
     * @param start called if no batch is in flight: the buffer is busy from then on
     * @return done when another poll may be added; failed once {@link #fail} was called
     */
    CompletionStage<Void> add(Poll poll, Runnable start) {
        synchronized (this) {
            if (failure != null) {
                return CompletableFuture.failedStage(failure);
            }
            waiting.add(poll);
            records += poll.records().count();
            bytes += poll.bytes();
            if (isFull() && room.isDone()) {
                room = new CompletableFuture<>();
            }
            if (busy) {
                return room;
            }
            busy = true;
        }
        start.run();
        return room();
    }

    private synchronized CompletionStage<Void> room() {
        return room;
    }

    /** Whether a batch is in flight or about to begin. */
    synchronized boolean isBusy() {
        return busy;
    }

    /**
     * The oldest polls that fit together, at least one; empty, and no longer busy, if none waits.
     */
    synchronized List<Poll> nextBatch(int maxRecords) {
        List<Poll> batch = new ArrayList<>();
        int size = 0;
        long weight = 0;
        while (!waiting.isEmpty()
                && (batch.isEmpty()
                        || size + waiting.element().records().count() <= maxRecords
                                && weight + waiting.element().bytes() <= MAX_BATCH_BYTES)) {
            Poll poll = waiting.remove();
            size += poll.records().count();
            weight += poll.bytes();
            batch.add(poll);
        }
        records -= size;
        bytes -= weight;
        busy = !batch.isEmpty();
        if (!isFull()) {
            room.complete(null);
        }
        return batch;
    }

    /** Refuses all further polls with this failure. */
    synchronized void fail(Throwable cause) {
        failure = cause;
        room.completeExceptionally(cause);
    }

    private boolean isFull() {
        return records >= MAX_BATCH_RECORDS || bytes >= MAX_BATCH_BYTES;
    }

    /** The records of several polls as one, each partition in its order. */
    static ConsumerRecords<String, byte[]> merge(List<Poll> polls) {
        if (polls.size() == 1) {
            return polls.getFirst().records();
        }
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> merged = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (Poll poll : polls) {
            for (TopicPartition partition : poll.records().partitions()) {
                merged.computeIfAbsent(partition, unused -> new ArrayList<>())
                        .addAll(poll.records().records(partition));
            }
            next.putAll(poll.records().nextOffsets());
        }
        return new ConsumerRecords<>(merged, next);
    }
}
