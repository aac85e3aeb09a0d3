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
 * A process that outlives whoever started it: it has a session of its own, writes to a log file,
 * and is found again through a file with its process number and start.
 */
public final class Daemon {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final long LARGE_LOG = 16L << 20;
    private static final List<String> DETACH =
            System.getProperty("os.name").startsWith("Linux")
                    ? List.of("setsid")
                    : List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV", "--");

    private final String name;
    private final Path state;

    /**
     * @param name names the log and the pid file
     * @param state the folder they are kept in, also the process's working directory
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

    /** Starts the process and returns at once; does nothing if it is alive. */
    public void start(List<String> command, Map<String, String> environment) {
        if (isAlive()) {
            return;
        }
        List<String> detached = new ArrayList<>(DETACH);
        detached.addAll(command);
        try {
            Files.createDirectories(state);
            setLargeLogAside();
            ProcessBuilder builder = new ProcessBuilder(detached).directory(state.toFile());
            builder.environment().putAll(environment);
            builder.redirectInput(new File("/dev/null")).redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            remember(builder.start().pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until the probe says yes.
     *
     * @throws PartFailedException if the process ends before, or the patience does
     */
    public void awaitReady(Duration patience, BooleanSupplier probe) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!probe.getAsBoolean()) {
            if (!isAlive()) {
                throw failed("ended while it was starting");
            }
            if (System.nanoTime() > deadline) {
                throw failed("was not ready within " + patience.toSeconds() + " s");
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    public boolean isAlive() {
        return living().isPresent();
    }

    /** The process number, if it is alive. */
    public OptionalLong pid() {
        return living().map(pid -> OptionalLong.of(pid.number())).orElse(OptionalLong.empty());
    }

    /** Whether it was started and has ended without being stopped. */
    public boolean isCutOff() {
        return Files.exists(pidFile()) && !isAlive();
    }

    /** Asks the process to end, and ends it by force if it has not within a minute. */
    public void stop(Signal gentle) {
        stop(gentle, PATIENCE);
    }

    /**
     * The same with another patience.
     *
     * @return whether it was alive and ended by itself
     */
    public boolean stop(Signal gentle, Duration patience) {
        boolean orderly = living().filter(pid -> stop(pid, gentle, patience)).isPresent();
        forget();
        return orderly;
    }

    /** Ends the process and its children at once, as a power failure would. */
    public void kill() {
        living().ifPresent(Daemon::kill);
    }

    /** Freezes the process and its children: connections stay open and nothing answers. */
    public void pause() {
        living().ifPresent(pid -> send(Signal.STOP, pid));
    }

    public void resume() {
        living().ifPresent(pid -> send(Signal.CONT, pid));
    }

    PartFailedException failed(String reason) {
        return new PartFailedException(name, reason, log());
    }

    private static boolean stop(Pid pid, Signal gentle, Duration patience) {
        send(Signal.CONT, pid);
        send(gentle, new long[] {pid.number()});
        boolean orderly = ended(pid, patience);
        if (!orderly) {
            kill(pid);
        }
        return orderly;
    }

    private static void kill(Pid pid) {
        long[] family = pid.family().toArray();
        send(Signal.KILL, family);
        for (long member : family) {
            Pid.living(member).ifPresent(relative -> ended(relative, PATIENCE));
        }
    }

    private static boolean ended(Pid pid, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (pid.isAlive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        return !pid.isAlive();
    }

    private static void send(Signal signal, Pid pid) {
        send(signal, pid.family().toArray());
    }

    /** The shell's own kill: a slim machine may lack the program, and none lacks the shell. */
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

    private Optional<Pid> living() {
        try {
            return Pid.parse(Files.readString(pidFile())).filter(Pid::isAlive);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void remember(long number) throws IOException {
        Optional<Pid> pid = Pid.living(number);
        if (pid.isPresent()) {
            Files.writeString(pidFile(), pid.get().format());
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void setLargeLogAside() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LARGE_LOG) {
            Files.move(log(), state.resolve(name + ".1.log"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path pidFile() {
        return state.resolve(name + ".pid");
    }
}
