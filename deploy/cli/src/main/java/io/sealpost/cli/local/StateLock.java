package io.sealpost.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one {@code ./sealpost} at a time change what runs in a state folder; others wait. The system
 * lets go of the lock when its process ends, however it does.
 */
final class StateLock {
    /** The system's lock is between processes; this one is between the threads of this one. */
    private static final ReentrantLock HERE = new ReentrantLock();

    private StateLock() {}

    /** Does the work while nobody else does any; work may hold the lock again. */
    static void hold(Path state, Runnable work) {
        HERE.lock();
        try {
            if (HERE.getHoldCount() > 1) {
                work.run();
            } else {
                alone(state, work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HERE.unlock();
        }
    }

    private static void alone(Path state, Runnable work) throws IOException {
        Files.createDirectories(state);
        try (FileChannel file =
                FileChannel.open(
                        state.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            if (file.tryLock() == null) {
                System.err.println("  another ./sealpost is at work here; waiting ...");
                var unused = file.lock();
            }
            work.run();
        }
    }
}
