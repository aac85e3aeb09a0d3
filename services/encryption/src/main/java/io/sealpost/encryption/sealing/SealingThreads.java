package io.sealpost.encryption.sealing;

import io.sealpost.encryption.EncryptionConfig;
import io.sealpost.seal.id.Lane;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.concurrent.Executor;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that open and seal, shared by both lanes. Urgent work goes first. The queue is
 * bounded by the batches in flight, one for each lane.
 */
@Singleton
public class SealingThreads {
    private static final int INITIAL_CAPACITY = 64;

    private static final Comparator<Task> ORDER =
            Comparator.comparing((Task task) -> !task.urgent).thenComparing(task -> task.number);

    private record Task(boolean urgent, long number, Runnable work) implements Runnable {
        @Override
        public void run() {
            work.run();
        }
    }

    private final AtomicLong next = new AtomicLong();
    private final ThreadPoolExecutor threads;

    @Inject
    SealingThreads(EncryptionConfig config) {
        this(config.sealingThreads());
    }

    SealingThreads(int count) {
        PriorityBlockingQueue<Runnable> queue =
                new PriorityBlockingQueue<>(
                        INITIAL_CAPACITY, (a, b) -> ORDER.compare((Task) a, (Task) b));
        this.threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, queue);
        threads.setThreadFactory(Thread.ofPlatform().name("sealing-", 0).daemon().factory());
    }

    /** The executor for the work of one lane. */
    Executor of(Lane lane) {
        boolean urgent = lane == Lane.URGENT;
        return work -> threads.execute(new Task(urgent, next.getAndIncrement(), work));
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
