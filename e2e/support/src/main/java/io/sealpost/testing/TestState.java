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
 * Folders for the parts of this JVM. When the JVM ends, its parts are killed and its folders go;
 * what a killed JVM left behind is cleared by the next one.
 */
public final class TestState {

    private static final Path ALL =
            Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "sealpost-test-" + System.getProperty("user.name"));
    private static final String PID = ".pid";
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Path MINE = ALL.resolve(mark(ProcessHandle.current()));

    static {
        clearLeftovers();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(MINE)));
    }

    private TestState() {}

    /**
     * A new folder for one part, which goes when the JVM does. Quarkus loads this class again for
     * tests with other resources, and each time it counts from one: only the file system knows
     * which are taken.
     */
    public static Path folder(String part) {
        try {
            Files.createDirectories(MINE);
            while (true) {
                try {
                    return Files.createDirectory(MINE.resolve(part + "-" + NEXT.incrementAndGet()));
                } catch (FileAlreadyExistsException taken) {
                    // the next number, then
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One JVM at a time: two that start at once would find each other's files gone. */
    private static void clearLeftovers() {
        try {
            Files.createDirectories(ALL);
            try (FileChannel lock = FileChannel.open(ALL.resolve("lock"), CREATE, WRITE)) {
                var unused = lock.lock();
                list(ALL).stream()
                        .filter(Files::isDirectory)
                        .filter(folder -> !lives(Objects.toString(folder.getFileName())))
                        .forEach(TestState::clear);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its number and the second of its start. */
    private static String mark(ProcessHandle process) {
        return process.pid() + "-" + startSecond(process);
    }

    /** What the system reports of a start wavers by milliseconds, and so by a second. */
    private static boolean lives(String mark) {
        String[] words = mark.split("-", 2);
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
        for (Path part : list(folder)) {
            list(part).stream()
                    .map(file -> Objects.toString(file.getFileName()))
                    .filter(name -> name.endsWith(PID))
                    .map(name -> name.substring(0, name.length() - PID.length()))
                    .forEach(name -> new Daemon(name, part).kill());
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
