package io.sealpost.bench.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.client.http.ApiClient;
import io.sealpost.embedded.Binaries;
import io.sealpost.embedded.PrivateFile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts and stops processes that run devices ({@link DeviceProcess}). A process gets enrolment
 * links and a folder for the devices' keys, and nothing else of Sealpost. Not thread-safe.
 */
public final class DeviceProcesses implements AutoCloseable {
    private static final long STOP_TIMEOUT_SECONDS = 20;

    private final List<String> compilerOptions;
    private final List<Running> processes = new ArrayList<>();

    private DeviceProcesses(List<String> compilerOptions) {
        this.compilerOptions = compilerOptions;
    }

    /** For a run of minutes: the first compiler alone starts faster and uses less CPU time. */
    public static DeviceProcesses forShortRun() {
        return new DeviceProcesses(List.of("-XX:TieredStopAtLevel=1"));
    }

    /** For a run whose CPU time is measured: with both compilers. */
    public static DeviceProcesses forLongRun() {
        return new DeviceProcesses(List.of());
    }

    /**
     * Starts one process.
     *
     * @param links one for each device
     * @param folder for the devices' files and the process's log, {@code devices.log}
     * @param more options of {@link DeviceProcess}
     */
    public void start(List<String> links, Path folder, String... more) {
        try {
            Files.createDirectories(folder);
            Path list = folder.resolve("links.json");
            PrivateFile.write(list, ApiClient.JSON.writeValueAsString(links));
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    Binaries.java(),
                                    "-Xmx256m",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "--sun-misc-unsafe-memory-access=allow",
                                    // A killed process leaves SQLite's library here, and not in
                                    // /tmp.
                                    "-Dorg.sqlite.tmpdir=" + folder,
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    DeviceProcess.class.getName(),
                                    "--links",
                                    list.toString(),
                                    "--state",
                                    folder.toString()));
            command.addAll(1, compilerOptions);
            command.addAll(1, Binaries.collector());
            command.addAll(List.of(more));
            Path log = folder.resolve("devices.log");
            Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
            processes.add(new Running(process, process.inputReader(), process.outputWriter(), log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until the devices of every process are connected.
     *
     * @throws IllegalStateException where a process ended before
     */
    public void awaitReady() {
        for (Running running : processes) {
            if (!running.line().startsWith("READY")) {
                throw new IllegalStateException(
                        "a process of devices ended before its devices were connected; see "
                                + running.log());
            }
        }
    }

    /** Sends every process a command, and returns the line of JSON that each answers. */
    public List<JsonNode> request(String command) {
        return processes.stream().map(running -> running.request(command)).toList();
    }

    /** Sends every process a command without an answer. */
    public void send(String command) {
        processes.forEach(running -> running.send(command));
    }

    /** The process ids. */
    public List<Long> pids() {
        return processes.stream().map(running -> running.process().pid()).toList();
    }

    @Override
    public void close() {
        processes.forEach(Running::quit);
    }

    private record Running(Process process, BufferedReader out, BufferedWriter in, Path log) {

        String line() {
            try {
                return String.valueOf(out.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        JsonNode request(String command) {
            send(command);
            try {
                return ApiClient.JSON.readTree(line());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void send(String command) {
            try {
                in.write(command + "\n");
                in.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The end of its input ends the process. */
        void quit() {
            try {
                in.close();
                if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (IOException e) {
                process.destroyForcibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }
}
