package io.sealpost.hop;

import io.sealpost.hop.PollBuffer.Poll;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Feeds the polls of one lane to its hop. One batch is in flight; the polls that arrive meanwhile
 * are the next one ({@link PollBuffer}). When it begins, {@link LanePriority} decides. Thread-safe.
 */
public final class LaneConsumer {
    private final Function<ConsumerRecords<String, byte[]>, Uni<Void>> hop;
    private final Duration gather;
    private final LanePriority priority;
    private final PollBuffer buffer = new PollBuffer();

    private LaneConsumer(
            Function<ConsumerRecords<String, byte[]>, Uni<Void>> hop,
            Duration gather,
            LanePriority priority) {
        this.hop = hop;
        this.gather = gather;
        this.priority = priority;
    }

    /**
     * The consumer of the urgent lane.
     *
     * @param hop handles one batch; done when its offsets may move
     * @param throttle measures the lane's batches
     */
    public static LaneConsumer urgent(
            Function<ConsumerRecords<String, byte[]>, Uni<Void>> hop, BulkThrottle throttle) {
        return new LaneConsumer(hop, Duration.ZERO, LanePriority.urgent(throttle));
    }

    /**
     * The consumer of the bulk lane.
     *
     * @param hop handles one batch; done when its offsets may move
     * @param urgent the lane that goes first
     * @param gather how long an idle hop waits for more polls after the first
     */
    public static LaneConsumer bulk(
            Function<ConsumerRecords<String, byte[]>, Uni<Void>> hop,
            LaneConsumer urgent,
            Duration gather) {
        return new LaneConsumer(hop, gather, urgent.priority.bulk(urgent.buffer::isBusy));
    }

    /**
     * Accepts a poll.
     *
     * @param handled called when the broker has acknowledged every outcome: then, and only then,
     *     the offset moves
     * @return done when another poll may be passed; failed if the hop has ever failed, which only a
     *     programming error causes: the channel ends, and liveness turns red
     */
    public Uni<Void> accept(
            ConsumerRecords<String, byte[]> polled,
            Supplier<? extends CompletionStage<Void>> handled) {
        Poll poll = Poll.of(polled, handled);
        return Uni.createFrom()
                .completionStage(
                        buffer.add(poll, () -> LanePriority.after(gather, this::beginNext)));
    }

    private void beginNext() {
        priority.next(this::begin);
    }

    private void begin(int maxRecords) {
        List<Poll> batch = buffer.nextBatch(maxRecords);
        if (!batch.isEmpty()) {
            BulkThrottle.Work work = priority.begin();
            hop.apply(PollBuffer.merge(batch))
                    .subscribe()
                    .with(done -> finish(batch, work), buffer::fail);
        }
    }

    private void finish(List<Poll> batch, BulkThrottle.Work work) {
        for (Poll poll : batch) {
            var unused = poll.handled().get();
        }
        LanePriority.after(work.done(), this::beginNext);
    }
}
