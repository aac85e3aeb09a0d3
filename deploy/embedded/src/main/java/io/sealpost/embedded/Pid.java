package io.sealpost.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A process number together with when that process began, so that a number the system has handed
 * out again is not taken for ours.
 *
 * @param number the system's process number
 * @param started an opaque mark of the start: clock ticks since boot on Linux, milliseconds
 *     elsewhere
 */
record Pid(long number, String started) {

    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final int THREADS = 17;
    private static final int START_TICKS = 19;

    /**
     * The living process with this number; empty if there is none, or only a zombie nobody has
     * waited for.
     */
    static Optional<Pid> living(long number) {
        return Files.isDirectory(PROC.resolve("self")) ? fromProc(number) : fromHandle(number);
    }

    static Optional<Pid> parse(String text) {
        String[] parts = text.strip().split(" ");
        return parts.length == 2
                ? Optional.of(new Pid(Long.parseLong(parts[0]), parts[1]))
                : Optional.empty();
    }

    boolean isAlive() {
        return living(number).filter(this::equals).isPresent();
    }

    /** This process and all that descend from it. */
    LongStream family() {
        LongStream children =
                ProcessHandle.of(number).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(ProcessHandle::pid);
        return LongStream.concat(LongStream.of(number), children);
    }

    String format() {
        return number + " " + started;
    }

    /**
     * See proc_pid_stat(5); the second field, a file name in parentheses, may itself hold spaces.
     */
    private static Optional<Pid> fromProc(long number) {
        try {
            String stat = Files.readString(PROC.resolve(number + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return gone(fields)
                    ? Optional.empty()
                    : Optional.of(new Pid(number, fields[START_TICKS]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A zombie whose other threads are still on their way out holds its ports until they are. */
    private static boolean gone(String[] fields) {
        boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
        return ended && Integer.parseInt(fields[THREADS]) <= 1;
    }

    private static Optional<Pid> fromHandle(long number) {
        return ProcessHandle.of(number)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant())
                .map(start -> new Pid(number, Long.toString(start.toEpochMilli())));
    }
}
