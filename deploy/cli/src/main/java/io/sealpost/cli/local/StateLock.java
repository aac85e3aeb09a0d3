package io.sealpost.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock of a state folder: one {@code ./sealpost} at a time starts, stops or sets up processes,
 * and others wait. The system releases the lock when its process ends for any reason.
 */
final class StateLock {
    /** The file's lock excludes other processes; this one excludes other threads. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private StateLock() {}

    /** Runs the work while holding the lock; the work may hold it again. */
    static void hold(Path state, Runnable work) {
        THREADS.lock();
        try {
            if (THREADS.getHoldCount() > 1) {
                work.run();
            } else {
                locked(state, work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            THREADS.unlock();
        }
    }

    private static void locked(Path state, Runnable work) throws IOException {
        Files.createDirectories(state);
        try (FileChannel file =
                FileChannel.open(
                        state.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            if (file.tryLock() == null) {
                System.err.println(
                        "  another ./sealpost is using " + state + "; waiting until it ends");
                var unused = file.lock();
            }
            work.run();
        }
    }
}
