package io.sealpost.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.cli.local.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code ./sealpost} with a state of its own. */
final class FrontDoor {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root = Path.of(System.getProperty("sealpost.root")).toAbsolutePath();
    private final Path state;
    private int runs;

    FrontDoor(Path state) {
        this.state = state;
    }

    /** How a command ended; {@code json} is its last line where it was asked for JSON. */
    record Answer(int exit, JsonNode json, Path transcript) {}

    /** A command under way. */
    record Running(Process process, Path out, Path transcript) {
        Answer await() throws IOException, InterruptedException {
            int exit = process.waitFor();
            List<String> lines =
                    Files.readAllLines(out).stream().filter(line -> !line.isBlank()).toList();
            String last = lines.isEmpty() ? "{}" : lines.getLast();
            return new Answer(exit, JSON.readTree(last.startsWith("{") ? last : "{}"), transcript);
        }
    }

    Running start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(root.resolve("sealpost").toString()));
        command.addAll(List.of(words));
        Files.createDirectories(state);
        Path out = state.resolve("run-" + ++runs + ".out");
        Path transcript = state.resolve("run-" + runs + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(transcript.toFile());
        builder.environment().put("SEALPOST_STATE", state.toString());
        return new Running(builder.start(), out, transcript);
    }

    Answer run(String... words) throws IOException, InterruptedException {
        return start(words).await();
    }

    /** The same state for code of this process. */
    Home home() {
        return new Home(root, state);
    }

    Path state() {
        return state;
    }
}
