package io.sealpost.cli.local;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.sealpost.embedded.ManagedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The state of one process now.
 *
 * @param state ready, starting or stopped
 * @param pid 0 where it is stopped
 * @param pssMiB proportional set size of it and its children; 0 where the system does not report it
 */
public record ProcessStatus(String name, String state, long pid, String endpoint, long pssMiB) {
    private static final String READY = "ready";

    /** The state of every process of the platform. */
    public static List<ProcessStatus> of(Platform platform) {
        return platform.processes().entrySet().stream()
                .map(entry -> of(platform, entry.getKey(), entry.getValue()))
                .toList();
    }

    @JsonIgnore
    public boolean isReady() {
        return state.equals(READY);
    }

    /** The cells of a table. */
    public List<String> row() {
        return List.of(
                name,
                state,
                pid == 0 ? "-" : Long.toString(pid),
                endpoint,
                pssMiB == 0 ? "-" : pssMiB + " MiB");
    }

    private static ProcessStatus of(Platform platform, String name, ManagedProcess process) {
        long pid = process.pid().orElse(0);
        return new ProcessStatus(
                name,
                state(process),
                pid,
                endpoint(platform, name, process),
                pid == 0 ? 0 : pss(pid));
    }

    private static String state(ManagedProcess process) {
        if (!process.isAlive()) {
            return "stopped";
        }
        return process.isReady() ? READY : "starting";
    }

    private static String endpoint(Platform platform, String name, ManagedProcess process) {
        return switch (name) {
            case "broker" -> platform.broker().bootstrapServers();
            case "postgres" -> "127.0.0.1:" + platform.postgresPort();
            case "registry" -> platform.registry();
            default -> ((ServiceProcess) process).url();
        };
    }

    private static long pss(long pid) {
        LongStream children =
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(ProcessHandle::pid);
        return LongStream.concat(LongStream.of(pid), children).map(ProcessStatus::pssKiB).sum()
                / 1024;
    }

    private static long pssKiB(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
