package io.sealpost.cli.bench;

import io.sealpost.cli.bench.BenchResult.Machine;
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
 * What the machine does to anyone who waits on it, for as long as something is measured: how late a
 * thread wakes, how long a write of a page with its sync takes, and how much of the cores is used.
 * It asks ten times a second. A tail that shows here is not the pipeline's alone.
 */
final class MachineMeter implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int PAGE = 4096;

    private final FileChannel page;
    private final Histogram wakes = new SynchronizedHistogram(LONGEST_NANOS, 2);
    private final Histogram syncs = new SynchronizedHistogram(LONGEST_NANOS, 2);
    private final CoreTime start = CoreTime.now();
    private final Thread waking;
    private final Thread syncing;
    private volatile boolean closed;

    /**
     * Starts now.
     *
     * @param folder on the disk that is measured
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
        this.waking = Thread.ofPlatform().daemon().start(this::wake);
        this.syncing = Thread.ofPlatform().daemon().start(this::sync);
    }

    /** So far. */
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
            waking.join();
            syncing.join();
            page.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void wake() {
        while (!closed) {
            long before = System.nanoTime();
            LockSupport.parkNanos(EVERY.toNanos());
            record(wakes, System.nanoTime() - before - EVERY.toNanos());
        }
    }

    private void sync() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(PAGE);
        while (!closed) {
            try {
                long before = System.nanoTime();
                page.write(bytes.rewind(), 0);
                page.force(false);
                record(syncs, System.nanoTime() - before);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    /** Whoever came while this one waited would have waited, too. */
    private static void record(Histogram times, long nanos) {
        times.recordValueWithExpectedInterval(Math.clamp(nanos, 0, LONGEST_NANOS), EVERY.toNanos());
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 100_000.0) / 10.0;
    }

    /**
     * What all cores have done since the machine started, from {@code /proc/stat} (Linux; elsewhere
     * nothing).
     *
     * @param idle in ticks of all cores, waiting for a disk included
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

        /** How many cores were busy on average. */
        double since(CoreTime before) {
            double all = busy - before.busy + idle - before.idle;
            return all == 0
                    ? 0
                    : (busy - before.busy) / all * Runtime.getRuntime().availableProcessors();
        }
    }
}
