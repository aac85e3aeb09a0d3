package io.sealpost.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * CPU time of processes and their children since the meter was started, from {@code /proc} (Linux).
 */
final class CpuMeter {
    private static final long MICROS_A_TICK = 10_000;
    private static final int UTIME = 11;

    private final Map<String, long[]> pids;
    private final Map<String, Long> start;

    /** Starts now. */
    CpuMeter(Map<String, long[]> pids) {
        this.pids = pids;
        this.start = now();
    }

    /** Microseconds of CPU by process since the start. */
    Map<String, Long> micros() {
        Map<String, Long> spent = new LinkedHashMap<>();
        now().forEach(
                        (name, ticks) ->
                                spent.put(
                                        name,
                                        (ticks - start.getOrDefault(name, 0L)) * MICROS_A_TICK));
        return spent;
    }

    private Map<String, Long> now() {
        Map<String, Long> ticks = new LinkedHashMap<>();
        pids.forEach(
                (name, all) -> ticks.put(name, LongStream.of(all).map(CpuMeter::family).sum()));
        return ticks;
    }

    /**
     * A process with what its ended children took, and its living children; this process's own
     * children are metered by names of their own.
     */
    private static long family(long pid) {
        if (pid == ProcessHandle.current().pid()) {
            return ticks(pid, 2);
        }
        return ticks(pid, 4)
                + ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(child -> ticks(child.pid(), 2))
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
