package io.sealpost.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.Businesses;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Platform;
import io.sealpost.embedded.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@code ./sealpost} with a state of its own. What it starts does not learn for a next start,
 * which takes a third of the start's time, and ten seconds a service of the first stop's.
 */
final class FrontDoor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPTIONS = "JDK_JAVA_OPTIONS";
    private static final String LEARN_NOTHING = " -XX:AOTMode=off";

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
        return start(true, words);
    }

    private Running start(boolean quick, String... words) throws IOException {
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
        if (quick) {
            builder.environment().merge(OPTIONS, LEARN_NOTHING, String::concat);
        }
        return new Running(builder.start(), out, transcript);
    }

    Answer run(String... words) throws IOException, InterruptedException {
        return start(words).await();
    }

    /** As an operator runs it: the services it starts learn. */
    Answer runLearning(String... words) throws IOException, InterruptedException {
        return start(false, words).await();
    }

    /** The same state for code of this process. */
    Home home() {
        return new Home(root, state);
    }

    /** What is running, for code of this process. */
    Platform platform() {
        return new Platform(home());
    }

    /** One of its processes, to be killed, stopped and resumed. */
    Part part(String name) {
        Part part = platform().processes().get(name);
        if (part == null) {
            throw new IllegalArgumentException("no process " + name);
        }
        return part;
    }

    /** The account of a business, which is added where it is not there yet. */
    Account business(String name) {
        return Files.exists(home().business(name))
                ? Account.load(home(), name)
                : new Businesses(platform()).add(name);
    }

    /** So many agreeing recipients of the business that the promises are tried with. */
    Crowd crowd(String name, int count) throws IOException {
        return new Crowd(business("promises"), state.resolve("devices").resolve(name), count);
    }

    /** What the database holds in memory alone goes to its files, tables' pages included. */
    void checkpoint() throws IOException, SQLException {
        String password = Files.readString(state.resolve("postgres/superuser.password")).strip();
        String url = "jdbc:postgresql://127.0.0.1:" + platform().postgresPort() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "postgres", password);
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    Path state() {
        return state;
    }
}
