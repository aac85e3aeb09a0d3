package io.sealpost.client.device;

import io.sealpost.seal.Crypto;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the devices of one process share: an HTTP client, a few threads that open messages, a timer.
 * A device has a few frames in the threads' queue at most, and frames that carry a one-time code go
 * before all others, so no device waits behind another's campaign. Thread-safe.
 */
public final class DeviceFleet implements AutoCloseable {
    private final Clock clock;
    private final ExecutorService callbacks = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .executor(callbacks)
                    .build();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private final ThreadPoolExecutor openers;
    private final AtomicLong arrivals = new AtomicLong();

    /**
     * @param threads that open messages; more than there are cores, as each waits for its disk
     */
    public DeviceFleet(int threads, Clock clock) {
        var unused = Crypto.require();
        this.clock = clock;
        this.openers =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.SECONDS,
                        new PriorityBlockingQueue<>(),
                        Thread.ofPlatform().name("opener-", 0).factory());
    }

    public static DeviceFleet ofThreads(int threads) {
        return new DeviceFleet(threads, Clock.systemUTC());
    }

    /** Lets what is being opened end. Close the devices first. */
    @Override
    public void close() {
        timer.shutdownNow();
        openers.close();
        http.shutdownNow();
        callbacks.close();
    }

    Clock clock() {
        return clock;
    }

    HttpClient http() {
        return http;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** For work that waits: each piece has a virtual thread. */
    Executor waiting() {
        return callbacks;
    }

    void open(boolean urgent, Runnable work) {
        openers.execute(new Work(urgent, arrivals.getAndIncrement(), work));
    }

    /** Frames that wait for a thread. */
    int queued() {
        return openers.getQueue().size();
    }

    private record Work(boolean urgent, long arrival, Runnable work)
            implements Runnable, Comparable<Work> {
        @Override
        public void run() {
            work.run();
        }

        @Override
        public int compareTo(Work other) {
            return urgent == other.urgent
                    ? Long.compare(arrival, other.arrival)
                    : Boolean.compare(other.urgent, urgent);
        }
    }
}
