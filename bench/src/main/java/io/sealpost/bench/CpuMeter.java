package io.sealpost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * CPU time of processes and their children since the meter was made, read from {@code /proc}
 * (Linux).
 */
final class CpuMeter {
    private static final long MICROS_PER_TICK = 10_000;
    private static final int UTIME = 11;
    private static final int OWN_FIELDS = 2;
    private static final int OWN_AND_ENDED_CHILDREN_FIELDS = 4;

    private final Map<String, long[]> pids;
    private final Map<String, Long> start;

    /** Starts now. */
    CpuMeter(Map<String, long[]> pids) {
        this.pids = pids;
        this.start = ticks();
    }

    /** Microseconds of CPU time since the start, by process. */
    Map<String, Long> micros() {
        Map<String, Long> used = new LinkedHashMap<>();
        ticks().forEach(
                        (name, ticks) ->
                                used.put(
                                        name,
                                        (ticks - start.getOrDefault(name, 0L)) * MICROS_PER_TICK));
        return used;
    }

    /** Microseconds of CPU time since the start, of all processes. */
    long total() {
        return micros().values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<String, Long> ticks() {
        Map<String, Long> ticks = new LinkedHashMap<>();
        pids.forEach(
                (name, all) ->
                        ticks.put(name, LongStream.of(all).map(CpuMeter::withChildren).sum()));
        return ticks;
    }

    /**
     * A process, its ended children and its living descendants. The children of this process are
     * metered under their own names.
     */
    private static long withChildren(long pid) {
        if (pid == ProcessHandle.current().pid()) {
            return ticks(pid, OWN_FIELDS);
        }
        return ticks(pid, OWN_AND_ENDED_CHILDREN_FIELDS)
                + ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(child -> ticks(child.pid(), OWN_FIELDS))
                        .sum();
    }

    /** See proc_pid_stat(5): utime, stime, cutime, cstime, after the name in parentheses. */
    private static long ticks(long pid, int fields) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long sum = 0;
            for (int field = UTIME; field < UTIME + fields; field++) {
                sum += Long.parseLong(values[field]);
            }
            return sum;
        } catch (IOException e) {
            return 0;
        }
    }
}
