package io.sealpost.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A JVM that runs a main class with the test's class path, for tests that kill or pause it. */
public final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile boolean collected;

    private ChildJvm(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::collect);
    }

    /**
     * Starts it, and records its standard output and standard error.
     *
     * @param properties system properties, in addition to the {@code sealpost.*} of this JVM
     */
    public static ChildJvm start(
            Class<?> main, Map<String, String> properties, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath()));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("sealpost."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        try {
            return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that it has printed so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Waits until it has printed such a line, and returns the first one. Fails where it ends
     * before.
     */
    public String awaitLine(Duration timeout, Predicate<String> wanted) {
        Wait.until(timeout, () -> lines.stream().anyMatch(wanted) || collected);
        return lines.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "the process ended without printing the line; it printed "
                                                + lines));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Sends SIGKILL; returns when it has ended. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Sends SIGSTOP. */
    public void pause() {
        signal("STOP");
    }

    /** Whether it is stopped by a signal (state T); Linux only. */
    public boolean isStopped() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).startsWith("T");
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    /** Waits until it ends; fails at the timeout. */
    public int exitCode(Duration timeout) throws InterruptedException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the process still runs after " + timeout);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }

    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void collect() {
        try (BufferedReader reader = process.inputReader()) {
            reader.lines().forEach(lines::add);
        } catch (IOException e) {
            lines.add("the rest of the output could not be read");
        } finally {
            collected = true;
        }
    }
}
