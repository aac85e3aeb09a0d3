package io.sealpost.cli.demo;

import io.sealpost.embedded.Binaries;
import io.sealpost.embedded.PrivateFile;
import io.sealpost.client.process.DeviceProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs devices outside the services: processes that are given links and a folder for their keys, and
 * nothing else.
 */
public final class DeviceProcesses implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final List<Process> processes = new ArrayList<>();

    /**
     * Starts one process.
     *
     * @param links one link a device
     * @param folder for the device's stores; also gets the process's log
     * @param out gets a line of JSON for each message opened
     */
    public void start(List<String> links, Path folder, Path out, String... more) {
        try {
            Files.createDirectories(folder);
            Path list = folder.resolve("links.txt");
            PrivateFile.write(list, String.join("\n", links) + "\n");
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    Binaries.java(),
                                    "-Xmx256m",
                                    "-XX:+UseSerialGC",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "--sun-misc-unsafe-memory-access=allow",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    DeviceProcess.class.getName(),
                                    "--links",
                                    list.toString(),
                                    "--state",
                                    folder.toString(),
                                    "--out",
                                    out.toString()));
            command.addAll(List.of(more));
            processes.add(
                    new ProcessBuilder(command)
                            .redirectError(folder.resolve("devices.log").toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until every process says that all its devices are connected. */
    public void awaitReady() {
        for (Process process : processes) {
            String line = readLine(process);
            if (line == null || !line.startsWith("READY")) {
                throw new IllegalStateException("a device process did not start; see its devices.log");
            }
        }
    }

    /** Every process, for measuring. */
    public List<Process> processes() {
        return List.copyOf(processes);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }

    private static @Nullable String readLine(Process process) {
        try {
            return new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
