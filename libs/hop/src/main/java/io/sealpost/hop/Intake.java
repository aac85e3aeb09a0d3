package io.sealpost.hop;

import io.sealpost.schemas.Lane;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The way from a lane to its hop: what came while a batch was in flight is the next batch, as far
 * as it fits. A poll alone is a poor batch, because Kafka's client hands a fetch out partition by
 * partition: the first one often comes by itself, and the others a moment later.
 *
 * <p>One batch is in flight, and about one waits; then no more polls are taken. A bulk batch does
 * not begin while an urgent one is at work next to it, but waits no longer than a moment, and is
 * small then; where urgent work takes long, bulk rests ({@link Rests}). A code goes before a
 * campaign, and a stream of codes does not stop it. Thread-safe.
 */
public final class Intake {
    /** Records of one batch. */
    private static final int MOST = 500;

    /** Bytes of one batch: a backlog of the largest messages must not outgrow a small heap. */
    private static final int MOST_BYTES = 4 << 20;

    /** Records of a bulk batch that begins although the urgent lane is busy. */
    private static final int FEW = 100;

    /** How often a bulk batch lets the urgent lane go first, and for how long each time. */
    private static final int COURTESIES = 20;

    private static final Duration COURTESY = Duration.ofMillis(5);

    private final Function<ConsumerRecords<String, byte[]>, Uni<Void>> hop;
    private final Duration pause;
    private final @Nullable Intake urgent;
    private final Rests rests;
    private final Queue<Poll> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
    private int records;
    private long bytes;
    private boolean busy;
    private @Nullable Throwable failure;

    private Intake(
            Function<ConsumerRecords<String, byte[]>, Uni<Void>> hop,
            Duration pause,
            @Nullable Intake urgent,
            Rests rests) {
        this.hop = hop;
        this.pause = pause;
        this.urgent = urgent;
        this.rests = rests;
    }

    /**
     * The urgent lane's, which never waits.
     *
     * @param hop handles one batch; done when its offsets may move
     * @param rests told what its batches take
     */
    public static Intake urgent(
            Function<ConsumerRecords<String, byte[]>, Uni<Void>> hop, Rests rests) {
        return new Intake(hop, Duration.ZERO, null, rests);
    }

    /**
     * The bulk lane's.
     *
     * @param hop handles one batch; done when its offsets may move
     * @param urgent the lane that goes before
     * @param pause how long an idle hop waits for the rest of what began to come
     */
    public static Intake bulk(
            Function<ConsumerRecords<String, byte[]>, Uni<Void>> hop,
            Intake urgent,
            Duration pause) {
        return new Intake(hop, pause, urgent, urgent.rests);
    }

    private synchronized boolean isBusy() {
        return busy;
    }

    private record Poll(
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

    /**
     * Takes a poll over.
     *
     * @param handled called when every outcome is acknowledged: then, and only then, the offset
     *     moves
     * @return done when there is room for another poll; failed if the hop has ever failed, which
     *     only an error in it can bring about
     */
    public Uni<Void> take(
            ConsumerRecords<String, byte[]> polled,
            Supplier<? extends CompletionStage<Void>> handled) {
        return Uni.createFrom().completionStage(add(Poll.of(polled, handled)));
    }

    private synchronized CompletionStage<Void> add(Poll poll) {
        if (failure != null) {
            return CompletableFuture.failedStage(failure);
        }
        waiting.add(poll);
        records += poll.records().count();
        bytes += poll.bytes();
        if (waitsEnough() && room.isDone()) {
            room = new CompletableFuture<>();
        }
        if (!busy) {
            busy = true;
            begin();
        }
        return room;
    }

    private boolean waitsEnough() {
        return records >= MOST || bytes >= MOST_BYTES;
    }

    private void begin() {
        if (pause.isZero()) {
            next();
        } else {
            later(pause, this::next);
        }
    }

    private static void later(Duration pause, Runnable work) {
        var unused =
                Infrastructure.getDefaultWorkerPool()
                        .schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void next() {
        next(COURTESIES);
    }

    private void next(int courtesies) {
        boolean beside = urgent != null && urgent.isBusy();
        if (courtesies > 0 && beside) {
            later(COURTESY, () -> next(courtesies - 1));
            return;
        }
        List<Poll> batch = batch(beside ? FEW : MOST);
        if (!batch.isEmpty()) {
            Rests.Work work = rests.begin(urgent == null ? Lane.URGENT : Lane.BULK);
            hop.apply(merge(batch)).subscribe().with(done -> handled(batch, work), this::failed);
        }
    }

    private void handled(List<Poll> batch, Rests.Work work) {
        for (Poll poll : batch) {
            var unused = poll.handled().get();
        }
        Duration rest = work.done();
        if (rest.isZero()) {
            next();
        } else {
            later(rest, this::next);
        }
    }

    /** Ends the lane: its channel fails with the next poll, and liveness with it. */
    private synchronized void failed(Throwable cause) {
        failure = cause;
        room.completeExceptionally(cause);
    }

    /** The oldest polls that fit together, or one; none, and idle, where none waits. */
    private synchronized List<Poll> batch(int most) {
        List<Poll> batch = new ArrayList<>();
        int size = 0;
        long weight = 0;
        while (!waiting.isEmpty()
                && (batch.isEmpty()
                        || size + waiting.element().records().count() <= most
                                && weight + waiting.element().bytes() <= MOST_BYTES)) {
            Poll poll = waiting.remove();
            size += poll.records().count();
            weight += poll.bytes();
            batch.add(poll);
        }
        records -= size;
        bytes -= weight;
        busy = !batch.isEmpty();
        if (!waitsEnough()) {
            room.complete(null);
        }
        return batch;
    }

    private static ConsumerRecords<String, byte[]> merge(List<Poll> polls) {
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
