package io.sealpost.bench;

import io.sealpost.bench.BenchmarkResult.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * Measures the machine ten times a second while the pipeline is measured: how late a sleeping
 * thread continues, how long a synced write of one page takes, and how many cores are busy. Latency
 * that shows here, too, is not caused by the pipeline alone.
 */
final class MachineMeter implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final long MAX_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int PAGE_BYTES = 4096;

    private final FileChannel page;
    private final Histogram wakes = new SynchronizedHistogram(MAX_NANOS, 2);
    private final Histogram syncs = new SynchronizedHistogram(MAX_NANOS, 2);
    private final CoreTime start = CoreTime.now();
    private final Thread wakeThread;
    private final Thread syncThread;
    private volatile boolean closed;

    /**
     * Starts now.
     *
     * @param folder a folder on the disk whose writes are timed
     */
    MachineMeter(Path folder) {
        try {
            this.page =
                    FileChannel.open(
                            Files.createTempFile(folder, "bench-", ".page"),
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.wakeThread = Thread.ofPlatform().daemon().start(this::measureWakes);
        this.syncThread = Thread.ofPlatform().daemon().start(this::measureSyncs);
    }

    /** The figures since the start. */
    Machine machine() {
        return new Machine(
                Math.round(CoreTime.now().since(start) * 100) / 100.0,
                Runtime.getRuntime().availableProcessors(),
                millis(wakes.getValueAtPercentile(99)),
                millis(wakes.getMaxValue()),
                millis(syncs.getValueAtPercentile(99)),
                millis(syncs.getMaxValue()));
    }

    @Override
    public void close() {
        closed = true;
        try {
            wakeThread.join();
            syncThread.join();
            page.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void measureWakes() {
        while (!closed) {
            long before = System.nanoTime();
            LockSupport.parkNanos(INTERVAL.toNanos());
            record(wakes, System.nanoTime() - before - INTERVAL.toNanos());
        }
    }

    private void measureSyncs() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(PAGE_BYTES);
        while (!closed) {
            try {
                long before = System.nanoTime();
                page.write(bytes.rewind(), 0);
                page.force(false);
                record(syncs, System.nanoTime() - before);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    /**
     * Also counts the requests that would have been made during a long wait, each with its wait.
     */
    private static void record(Histogram times, long nanos) {
        times.recordValueWithExpectedInterval(Math.clamp(nanos, 0, MAX_NANOS), INTERVAL.toNanos());
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 100_000.0) / 10.0;
    }

    /**
     * Ticks of all cores since the machine started, from {@code /proc/stat} (Linux; 0 elsewhere).
     *
     * @param idle includes the time of waiting for a disk
     */
    private record CoreTime(long busy, long idle) {
        private static final int IDLE = 4;
        private static final int IO_WAIT = 5;
        private static final int GUEST = 9;

        static CoreTime now() {
            try (var lines = Files.lines(Path.of("/proc/stat"))) {
                String[] ticks = lines.findFirst().orElse("").split("\\s+");
                long busy = 0;
                long idle = 0;
                for (int field = 1; field < Math.min(GUEST, ticks.length); field++) {
                    long value = Long.parseLong(ticks[field]);
                    if (field == IDLE || field == IO_WAIT) {
                        idle += value;
                    } else {
                        busy += value;
                    }
                }
                return new CoreTime(busy, idle);
            } catch (IOException e) {
                return new CoreTime(0, 0);
            }
        }

        /** The mean number of busy cores since an earlier reading. */
        double since(CoreTime before) {
            double all = busy - before.busy + idle - before.idle;
            return all == 0
                    ? 0
                    : (busy - before.busy) / all * Runtime.getRuntime().availableProcessors();
        }
    }
}
