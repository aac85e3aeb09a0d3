package io.sealpost.cli.local;

import io.sealpost.embedded.ManagedProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints the lines that are appended to the logs of all processes, each with its process's name.
 */
public final class LogFollower {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(300);
    private static final int MAX_READ_BYTES = 1 << 16;

    private final Map<String, Path> logs = new HashMap<>();
    private final Map<String, Long> positions = new HashMap<>();

    /** Starts at the end of each log. */
    public LogFollower(Platform platform) throws IOException {
        for (Map.Entry<String, ManagedProcess> process : platform.processes().entrySet()) {
            Path log = process.getValue().log();
            logs.put(process.getKey(), log);
            positions.put(process.getKey(), Files.exists(log) ? Files.size(log) : 0);
        }
    }

    /** Runs until the thread is interrupted or the process ends. */
    public void follow(PrintStream out) throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            for (Map.Entry<String, Path> log : logs.entrySet()) {
                print(log.getKey(), log.getValue(), out);
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private void print(String name, Path log, PrintStream out) throws IOException {
        if (!Files.exists(log)) {
            return;
        }
        try (FileChannel file = FileChannel.open(log)) {
            long from = Math.min(positions.getOrDefault(name, 0L), file.size());
            ByteBuffer bytes =
                    ByteBuffer.allocate((int) Math.min(MAX_READ_BYTES, file.size() - from));
            file.read(bytes, from);
            positions.put(name, from + bytes.position());
            StandardCharsets.UTF_8
                    .decode(bytes.flip())
                    .toString()
                    .lines()
                    .forEach(line -> out.println(name + " | " + line));
        }
    }
}
