package io.sealpost.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.BusinessAdministration;
import io.sealpost.cli.local.Installation;
import io.sealpost.cli.local.Platform;
import io.sealpost.embedded.ManagedProcess;
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
 * Runs {@code ./sealpost} with a state folder of its own. The JVMs that it starts record no AOT
 * caches, which would take a third of the start's time and ten seconds a service at the stop.
 */
final class SealpostCommand {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPTIONS = "JDK_JAVA_OPTIONS";
    private static final String NO_AOT_CACHE = " -XX:AOTMode=off";

    private final Path root = Path.of(System.getProperty("sealpost.root")).toAbsolutePath();
    private final Path state;
    private int runs;

    SealpostCommand(Path state) {
        this.state = state;
    }

    /**
     * How a command ended.
     *
     * @param json its last line, where {@code --json} was given
     * @param transcript the file of its standard error
     */
    record Answer(int exit, JsonNode json, Path transcript) {}

    /** A command that has not ended yet. */
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

    private Running start(boolean withoutAotCache, String... words) throws IOException {
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
        if (withoutAotCache) {
            builder.environment().merge(OPTIONS, NO_AOT_CACHE, String::concat);
        }
        return new Running(builder.start(), out, transcript);
    }

    Answer run(String... words) throws IOException, InterruptedException {
        return start(words).await();
    }

    /** As an operator runs it: the services that it starts record AOT caches. */
    Answer runWithAotCache(String... words) throws IOException, InterruptedException {
        return start(false, words).await();
    }

    /** The installation, for code of this process. */
    Installation installation() {
        return new Installation(root, state);
    }

    /** The running platform, for code of this process. */
    Platform platform() {
        return new Platform(installation());
    }

    /** One of its processes, to kill, pause or resume it. */
    ManagedProcess process(String name) {
        ManagedProcess process = platform().processes().get(name);
        if (process == null) {
            throw new IllegalArgumentException("no process " + name);
        }
        return process;
    }

    /** The account of a business, which is added first where it does not exist. */
    Account business(String name) {
        return Files.exists(installation().business(name))
                ? Account.load(installation(), name)
                : new BusinessAdministration(platform()).add(name);
    }

    /** Makes recipients who agreed, of the business that these tests use. */
    TestRecipients recipients(String name, int count) throws IOException {
        return new TestRecipients(
                business("promises"), state.resolve("devices").resolve(name), count);
    }

    /** Makes the database write all its changed pages to files. */
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
