package io.sealpost.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.cli.Output;
import io.sealpost.client.process.DeviceProcess;
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
 * Runs devices outside the services: processes that are given links and a folder for their keys,
 * and nothing else.
 */
public final class DeviceProcesses implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final List<String> compiler;
    private final List<Running> processes = new ArrayList<>();

    private DeviceProcesses(List<String> compiler) {
        this.compiler = compiler;
    }

    /** For a short run: the quick compiler alone starts faster and costs less. */
    public static DeviceProcesses forAWhile() {
        return new DeviceProcesses(List.of("-XX:TieredStopAtLevel=1"));
    }

    /** For a long run. */
    public static DeviceProcesses forLong() {
        return new DeviceProcesses(List.of());
    }

    /**
     * Starts one process.
     *
     * @param links one link a device
     * @param folder for the device's stores; also gets the process's log
     * @param more arguments of {@link DeviceProcess}
     */
    public void start(List<String> links, Path folder, String... more) {
        try {
            Files.createDirectories(folder);
            Path list = folder.resolve("links.json");
            PrivateFile.write(list, Output.json(links));
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    Binaries.java(),
                                    "-Xmx256m",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "--sun-misc-unsafe-memory-access=allow",
                                    // What a killed one leaves of SQLite stays beside its stores.
                                    "-Dorg.sqlite.tmpdir=" + folder,
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    DeviceProcess.class.getName(),
                                    "--links",
                                    list.toString(),
                                    "--state",
                                    folder.toString()));
            command.addAll(1, compiler);
            command.addAll(1, Binaries.collector());
            command.addAll(List.of(more));
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(folder.resolve("devices.log").toFile())
                            .start();
            processes.add(new Running(process, process.inputReader(), process.outputWriter()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until every process says that all its devices are connected. */
    public void awaitReady() {
        for (Running running : processes) {
            if (!running.line().startsWith("READY")) {
                throw new IllegalStateException(
                        "a device process did not start; see its devices.log");
            }
        }
    }

    /** Gives every process a command that is answered by a line of JSON. */
    public List<JsonNode> ask(String command) {
        return processes.stream().map(running -> running.ask(command)).toList();
    }

    /** Gives every process a command that is not answered. */
    public void tell(String command) {
        processes.forEach(running -> running.tell(command));
    }

    /** The processes, for measuring. */
    public List<Long> pids() {
        return processes.stream().map(running -> running.process().pid()).toList();
    }

    @Override
    public void close() {
        processes.forEach(Running::quit);
    }

    private record Running(Process process, BufferedReader out, BufferedWriter in) {

        String line() {
            try {
                return String.valueOf(out.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        JsonNode ask(String command) {
            tell(command);
            try {
                return Output.mapper().readTree(line());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void tell(String command) {
            try {
                in.write(command + "\n");
                in.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The end of its input is its end, too. */
        void quit() {
            try {
                in.close();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
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
