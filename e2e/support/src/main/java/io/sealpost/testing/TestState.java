package io.sealpost.testing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.sealpost.embedded.Daemon;
import io.sealpost.embedded.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The folders of this JVM's servers. When the JVM ends, its servers are killed and its folders are
 * deleted. The next JVM does it for a JVM that was killed.
 */
public final class TestState {

    private static final Path ALL =
            Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "sealpost-test-" + System.getProperty("user.name"));
    private static final String PID = ".pid";
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Path OWN = ALL.resolve(nameOf(ProcessHandle.current()));

    static {
        clearLeftovers();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(OWN)));
    }

    private TestState() {}

    /**
     * A new folder for one server, deleted when the JVM ends. Quarkus loads this class again for
     * tests with other resources, and then it counts from one: only the file system knows which
     * names are used.
     */
    public static Path folder(String server) {
        try {
            Files.createDirectories(OWN);
            while (true) {
                try {
                    return Files.createDirectory(
                            OWN.resolve(server + "-" + NEXT.incrementAndGet()));
                } catch (FileAlreadyExistsException taken) {
                    // Try the next number.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One JVM at a time: two that start at once would delete the same files. */
    private static void clearLeftovers() {
        try {
            Files.createDirectories(ALL);
            try (FileChannel lock = FileChannel.open(ALL.resolve("lock"), CREATE, WRITE)) {
                var unused = lock.lock();
                list(ALL).stream()
                        .filter(Files::isDirectory)
                        .filter(folder -> !isAlive(Objects.toString(folder.getFileName())))
                        .forEach(TestState::clear);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process number and the second of its start. */
    private static String nameOf(ProcessHandle process) {
        return process.pid() + "-" + startSecond(process);
    }

    /** The start time that the system reports varies by milliseconds, and so by a second. */
    private static boolean isAlive(String name) {
        String[] words = name.split("-", 2);
        return words.length == 2
                && ProcessHandle.of(Long.parseLong(words[0]))
                        .map(TestState::startSecond)
                        .filter(start -> Math.abs(start - Long.parseLong(words[1])) <= 1)
                        .isPresent();
    }

    private static long startSecond(ProcessHandle process) {
        return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
    }

    private static void clear(Path folder) {
        for (Path server : list(folder)) {
            list(server).stream()
                    .map(file -> Objects.toString(file.getFileName()))
                    .filter(name -> name.endsWith(PID))
                    .map(name -> name.substring(0, name.length() - PID.length()))
                    .forEach(name -> new Daemon(name, server).kill());
        }
        try {
            Folder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
