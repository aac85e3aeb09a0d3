package io.sealpost.client.device;

import io.sealpost.seal.Crypto;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What the devices of one process share: an HTTP client, a few threads that open messages, a timer.
 * Frames that carry a one-time code have threads of their own: a code must never wait behind
 * another device's campaign, and of its own device's only for frames at hand. Thread-safe.
 */
public final class DeviceFleet implements AutoCloseable {
    /**
     * Opening a code waits for the disk and for a core: with few threads the next wait behind it.
     */
    private static final int URGENT = 8;

    private static final Duration UPKEEP = Duration.ofHours(1);
    private static final Duration BEAT = Duration.ofSeconds(20);

    private final Clock clock;
    private final Duration upkeep;
    private final Duration beat;
    private final ExecutorService callbacks = Executors.newVirtualThreadPerTaskExecutor();

    /** Calls back on its own thread, where nothing may wait: see {@link Conversation}. */
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .executor(Runnable::run)
                    .build();

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().factory());
    private final ThreadPoolExecutor openers;
    private final ExecutorService urgentOpeners = threads(URGENT, "urgent-opener");

    /**
     * @param threads that open messages, beside those for one-time codes
     */
    public DeviceFleet(int threads, Clock clock) {
        this(threads, clock, UPKEEP, BEAT);
    }

    DeviceFleet(int threads, Clock clock, Duration upkeep, Duration beat) {
        var unused = Crypto.require();
        this.clock = clock;
        this.upkeep = upkeep;
        this.beat = beat;
        // What is cancelled would hold its device until its time came.
        this.timer.setRemoveOnCancelPolicy(true);
        this.openers = threads(threads, "opener");
    }

    public static DeviceFleet ofThreads(int threads) {
        return new DeviceFleet(threads, Clock.systemUTC());
    }

    /** Lets what is being opened end. Close the devices first. */
    @Override
    public void close() {
        timer.shutdownNow();
        urgentOpeners.close();
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

    /** Threads that may wait, as many as there is work. */
    Executor callbacks() {
        return callbacks;
    }

    /** Does the work after that time, on a thread that may wait. */
    void later(Runnable work, Duration delay) {
        var unused =
                timer.schedule(
                        () -> callbacks.execute(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does the work now and every hour until cancelled, each time on a thread that may wait. */
    ScheduledFuture<?> hourly(Runnable work) {
        return timer.scheduleWithFixedDelay(
                () -> callbacks.execute(work), 0, upkeep.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does the work, which must not wait, every 20 s until cancelled. */
    ScheduledFuture<?> beating(Runnable work) {
        return timer.scheduleAtFixedRate(
                work, beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What waits for its time. */
    int timed() {
        return timer.getQueue().size();
    }

    void open(Runnable work) {
        openers.execute(work);
    }

    /** For one-time codes. */
    void openUrgent(Runnable work) {
        urgentOpeners.execute(work);
    }

    /** Bulk frames that wait for a thread. */
    int queued() {
        return openers.getQueue().size();
    }

    private static ThreadPoolExecutor threads(int count, String name) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(
                        count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        threads.setThreadFactory(Thread.ofPlatform().name(name + "-", 0).factory());
        return threads;
    }
}
