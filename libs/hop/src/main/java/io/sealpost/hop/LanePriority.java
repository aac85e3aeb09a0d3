package io.sealpost.hop;

import io.sealpost.seal.id.Lane;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * When the next batch of a lane begins, and how large it may be. An urgent batch begins at once. A
 * bulk batch first yields to an urgent one that is in flight, for 100 ms at most, and is small if
 * it then begins beside it; where urgent batches take long, bulk pauses ({@link BulkThrottle}). So
 * a one-time code goes before a campaign, and a stream of codes does not stop the campaign.
 */
final class LanePriority {
    /** Records of a bulk batch that begins while an urgent one is in flight. */
    private static final int MAX_CONTENDED_BATCH_RECORDS = 100;

    private static final int MAX_YIELDS = 20;
    private static final Duration YIELD = Duration.ofMillis(5);

    private final Lane lane;
    private final BooleanSupplier urgentIsBusy;
    private final BulkThrottle throttle;

    private LanePriority(Lane lane, BooleanSupplier urgentIsBusy, BulkThrottle throttle) {
        this.lane = lane;
        this.urgentIsBusy = urgentIsBusy;
        this.throttle = throttle;
    }

    static LanePriority urgent(BulkThrottle throttle) {
        return new LanePriority(Lane.URGENT, () -> false, throttle);
    }

    /**
     * @param urgentIsBusy whether the urgent lane has a batch in flight
     */
    LanePriority bulk(BooleanSupplier urgentIsBusy) {
        return new LanePriority(Lane.BULK, urgentIsBusy, throttle);
    }

    /** Calls {@code begin} with the most records of the batch, now or after yielding. */
    void next(IntConsumer begin) {
        next(MAX_YIELDS, begin);
    }

    private void next(int yields, IntConsumer begin) {
        boolean contended = urgentIsBusy.getAsBoolean();
        if (contended && yields > 0) {
            after(YIELD, () -> next(yields - 1, begin));
        } else {
            begin.accept(contended ? MAX_CONTENDED_BATCH_RECORDS : PollBuffer.MAX_BATCH_RECORDS);
        }
    }

    /** A batch of the lane begins. */
    BulkThrottle.Work begin() {
        return throttle.begin(lane);
    }

    /** Runs the work after the pause; on the calling thread where there is none. */
    static void after(Duration pause, Runnable work) {
        if (pause.isZero()) {
            work.run();
        } else {
            var unused =
                    Infrastructure.getDefaultWorkerPool()
                            .schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
