package io.sealpost.testing;

import io.sealpost.embedded.Daemon;
import io.sealpost.embedded.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Folders for the parts of this JVM. When the JVM ends, its parts are killed and its folders go;
 * what a killed JVM left behind is cleared by the next one.
 */
final class TestState {

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
     * A new folder for one part. Quarkus loads this class again for tests with other resources, and
     * each time it counts from one: only the file system knows which are taken.
     */
    static Path folder(String part) {
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

    private static void clearLeftovers() {
        List<String> living = ProcessHandle.allProcesses().map(TestState::mark).toList();
        for (Path folder : list(ALL)) {
            if (!living.contains(String.valueOf(folder.getFileName()))) {
                clear(folder);
            }
        }
    }

    /**
     * Its number and the second of its start: what the system reports of the start wavers by
     * milliseconds.
     */
    private static String mark(ProcessHandle process) {
        long started =
                process.info().startInstant().map(start -> start.getEpochSecond()).orElse(0L);
        return process.pid() + "-" + started;
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
