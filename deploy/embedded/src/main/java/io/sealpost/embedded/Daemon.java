package io.sealpost.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A process that continues when the process that started it ends. It has a session of its own and
 * writes to a log file; a file with its process number and start time identifies it later.
 */
public final class Daemon {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final long MAX_LOG_BYTES = 16L << 20;
    private static final List<String> DETACH =
            System.getProperty("os.name").startsWith("Linux")
                    ? List.of("setsid")
                    : List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV", "--");

    private final String name;
    private final Path state;

    /**
     * @param name names the log and the pid file
     * @param state the folder of both files, also the process's working directory
     */
    public Daemon(String name, Path state) {
        this.name = name;
        this.state = state.toAbsolutePath();
    }

    public String name() {
        return name;
    }

    public Path state() {
        return state;
    }

    public Path log() {
        return state.resolve(name + ".log");
    }

    /** Starts the process and returns at once; does nothing where it runs. */
    public void start(List<String> command, Map<String, String> environment) {
        if (isAlive()) {
            return;
        }
        List<String> detached = new ArrayList<>(DETACH);
        detached.addAll(command);
        try {
            Files.createDirectories(state);
            rotateLargeLog();
            ProcessBuilder builder = new ProcessBuilder(detached).directory(state.toFile());
            builder.environment().putAll(environment);
            builder.redirectInput(new File("/dev/null")).redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            writePidFile(builder.start().pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until the probe answers true.
     *
     * @throws StartFailedException where the process ends before, or the timeout passes
     */
    public void awaitReady(Duration timeout, BooleanSupplier probe) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!probe.getAsBoolean()) {
            if (!isAlive()) {
                throw failed("ended while it was starting");
            }
            if (System.nanoTime() > deadline) {
                throw failed("was not ready after " + timeout.toMillis() + " ms");
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    public boolean isAlive() {
        return living().isPresent();
    }

    /** The process number, where it runs. */
    public OptionalLong pid() {
        return living().map(pid -> OptionalLong.of(pid.number())).orElse(OptionalLong.empty());
    }

    /** Whether it was started and has ended without {@link #stop}. */
    public boolean endedUnexpectedly() {
        return Files.exists(pidFile()) && !isAlive();
    }

    /** Sends the process a signal to end, and kills it where it has not ended within a minute. */
    public void stop(Signal gentle) {
        stop(gentle, STOP_TIMEOUT);
    }

    /**
     * The same with another timeout.
     *
     * @return whether it ran and ended without being killed
     */
    public boolean stop(Signal gentle, Duration timeout) {
        boolean orderly = living().filter(pid -> stop(pid, gentle, timeout)).isPresent();
        deletePidFile();
        return orderly;
    }

    /** Kills the process and its children (SIGKILL). */
    public void kill() {
        living().ifPresent(Daemon::kill);
    }

    /** Stops the process and its children (SIGSTOP): connections stay open, nothing answers. */
    public void pause() {
        living().ifPresent(pid -> send(Signal.STOP, pid));
    }

    /** Continues after {@link #pause} (SIGCONT). */
    public void resume() {
        living().ifPresent(pid -> send(Signal.CONT, pid));
    }

    StartFailedException failed(String reason) {
        return new StartFailedException(name, reason, log());
    }

    private static boolean stop(ProcessId pid, Signal gentle, Duration timeout) {
        send(Signal.CONT, pid);
        send(gentle, new long[] {pid.number()});
        boolean orderly = ended(pid, timeout);
        if (!orderly) {
            kill(pid);
        }
        return orderly;
    }

    private static void kill(ProcessId pid) {
        long[] all = pid.withDescendants().toArray();
        send(Signal.KILL, all);
        for (long member : all) {
            ProcessId.living(member).ifPresent(killed -> ended(killed, STOP_TIMEOUT));
        }
    }

    private static boolean ended(ProcessId pid, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (pid.isAlive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        return !pid.isAlive();
    }

    private static void send(Signal signal, ProcessId pid) {
        send(signal, pid.withDescendants().toArray());
    }

    /** With the shell's kill: small images lack the program {@code kill}, but not a shell. */
    private static void send(Signal signal, long[] pids) {
        String numbers =
                Arrays.stream(pids).mapToObj(Long::toString).collect(Collectors.joining(" "));
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + numbers)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ProcessId> living() {
        try {
            return ProcessId.parse(Files.readString(pidFile())).filter(ProcessId::isAlive);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void writePidFile(long number) throws IOException {
        Optional<ProcessId> pid = ProcessId.living(number);
        if (pid.isPresent()) {
            Files.writeString(pidFile(), pid.get().format());
        }
    }

    private void deletePidFile() {
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void rotateLargeLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > MAX_LOG_BYTES) {
            Files.move(log(), state.resolve(name + ".1.log"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path pidFile() {
        return state.resolve(name + ".pid");
    }
}
