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
 * The resources that all devices of one process share: an HTTP client, threads that open messages,
 * and a timer. Push frames with a one-time code have threads of their own, so that a code never
 * queues behind another device's bulk messages, and behind its own device's only while a frame is
 * being handled. Thread-safe.
 */
public final class DeviceFleet implements AutoCloseable {
    /** Opening a message waits for the disk and for a core; with fewer threads, codes queue. */
    private static final int URGENT_THREADS = 8;

    private static final Duration MAINTENANCE_INTERVAL = Duration.ofHours(1);
    private static final Duration PING_INTERVAL = Duration.ofSeconds(20);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Clock clock;
    private final Duration maintenanceInterval;
    private final Duration pingInterval;
    private final ExecutorService callbacks = Executors.newVirtualThreadPerTaskExecutor();

    /** Its callbacks run on its own thread and must not block: see {@link DeviceWebSocket}. */
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .executor(Runnable::run)
                    .build();

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().factory());
    private final ThreadPoolExecutor bulkOpeners;
    private final ExecutorService urgentOpeners = threads(URGENT_THREADS, "urgent-opener");

    /**
     * @param threads how many threads open messages, in addition to those for one-time codes
     */
    public DeviceFleet(int threads, Clock clock) {
        this(threads, clock, MAINTENANCE_INTERVAL, PING_INTERVAL);
    }

    DeviceFleet(int threads, Clock clock, Duration maintenanceInterval, Duration pingInterval) {
        var unused = Crypto.require();
        this.clock = clock;
        this.maintenanceInterval = maintenanceInterval;
        this.pingInterval = pingInterval;
        // Otherwise a cancelled task keeps its device in memory until its time comes.
        this.timer.setRemoveOnCancelPolicy(true);
        this.bulkOpeners = threads(threads, "opener");
    }

    /** A fleet that uses the system's clock. */
    public static DeviceFleet ofThreads(int threads) {
        return new DeviceFleet(threads, Clock.systemUTC());
    }

    /** Waits for the frames that are being opened. Close the devices first. */
    @Override
    public void close() {
        timer.shutdownNow();
        urgentOpeners.close();
        bulkOpeners.close();
        http.shutdownNow();
        callbacks.close();
    }

    Clock clock() {
        return clock;
    }

    HttpClient http() {
        return http;
    }

    /** Runs each task on a thread of its own, which may block. */
    Executor callbacks() {
        return callbacks;
    }

    /** Runs a task once after a delay, on a thread that may block. */
    void schedule(Runnable task, Duration delay) {
        var unused =
                timer.schedule(
                        () -> callbacks.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs a task now and every hour until it is cancelled, on a thread that may block. */
    ScheduledFuture<?> scheduleMaintenance(Runnable task) {
        return timer.scheduleWithFixedDelay(
                () -> callbacks.execute(task),
                0,
                maintenanceInterval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Runs a task, which must not block, every 20 s until it is cancelled. */
    ScheduledFuture<?> schedulePings(Runnable task) {
        return timer.scheduleAtFixedRate(
                task, pingInterval.toMillis(), pingInterval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many tasks are scheduled. */
    int scheduledTasks() {
        return timer.getQueue().size();
    }

    /** Handles a bulk frame on one of the threads that open messages. */
    void runBulk(Runnable task) {
        bulkOpeners.execute(task);
    }

    /** Handles a frame with a one-time code on one of the threads for those. */
    void runUrgent(Runnable task) {
        urgentOpeners.execute(task);
    }

    /** How many bulk frames wait for a thread. */
    int queuedBulkFrames() {
        return bulkOpeners.getQueue().size();
    }

    private static ThreadPoolExecutor threads(int count, String name) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(
                        count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        threads.setThreadFactory(Thread.ofPlatform().name(name + "-", 0).factory());
        return threads;
    }
}
