package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that uses the state folder refuses one of an older format, and changes nothing. */
class OldStateFolderTest {
    private static final String RECIPIENT = "r_aaaaaaaaaaaaaaaaaaaaaaaaaa";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "down",
                "status",
                "doctor",
                "demo",
                "bench",
                "verify",
                "business list",
                "business add acme",
                "consent show " + RECIPIENT,
                "send " + RECIPIENT + " --purpose offers text",
                "device " + RECIPIENT
            })
    void aCommandStopsAndNamesTheCure(String command) throws Exception {
        Path state = folder.resolve("state");
        Files.createDirectories(state.resolve("postgres/data"));
        Files.writeString(state.resolve("provisioned"), "an older version");
        List<Path> before = files(state);

        Answer answer = run(state, command.split(" "));

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.text())
                .contains("the state folder " + state + " has format 1")
                .contains("run ./sealpost down with the version that made it")
                .contains("or set SEALPOST_STATE to another folder");
        assertThat(files(state)).isEqualTo(before);
    }

    private record Answer(int exit, String text) {}

    private Answer run(Path state, String... words) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dsealpost.root=" + folder,
                                "-Dsealpost.runtime=" + folder.resolve("runtime"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Sealpost.class.getName()));
        command.addAll(List.of(words));
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("SEALPOST_STATE", state.toString());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), Files.readString(output));
    }

    private static List<Path> files(Path state) throws IOException {
        try (Stream<Path> all = Files.walk(state)) {
            return all.sorted().toList();
        }
    }
}
