package io.sealpost.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A process number with the start time of the process, because the system uses numbers again.
 *
 * @param started opaque: clock ticks since boot on Linux, milliseconds since 1970 elsewhere
 */
record ProcessId(long number, String started) {

    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final int THREADS = 17;
    private static final int START_TICKS = 19;

    /** The living process with this number; empty where there is none or only a zombie. */
    static Optional<ProcessId> living(long number) {
        return Files.isDirectory(PROC.resolve("self")) ? fromProc(number) : fromHandle(number);
    }

    static Optional<ProcessId> parse(String text) {
        String[] parts = text.strip().split(" ");
        return parts.length == 2
                ? Optional.of(new ProcessId(Long.parseLong(parts[0]), parts[1]))
                : Optional.empty();
    }

    boolean isAlive() {
        return living(number).filter(this::equals).isPresent();
    }

    /** This process and its descendants. */
    LongStream withDescendants() {
        LongStream children =
                ProcessHandle.of(number).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(ProcessHandle::pid);
        return LongStream.concat(LongStream.of(number), children);
    }

    String format() {
        return number + " " + started;
    }

    /** See proc_pid_stat(5); the second field, a file name in parentheses, may contain spaces. */
    private static Optional<ProcessId> fromProc(long number) {
        try {
            String stat = Files.readString(PROC.resolve(number + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return hasEnded(fields)
                    ? Optional.empty()
                    : Optional.of(new ProcessId(number, fields[START_TICKS]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A zombie holds its ports until its other threads have ended, too. */
    private static boolean hasEnded(String[] fields) {
        boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
        return ended && Integer.parseInt(fields[THREADS]) <= 1;
    }

    private static Optional<ProcessId> fromHandle(long number) {
        return ProcessHandle.of(number)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant())
                .map(start -> new ProcessId(number, Long.toString(start.toEpochMilli())));
    }
}
