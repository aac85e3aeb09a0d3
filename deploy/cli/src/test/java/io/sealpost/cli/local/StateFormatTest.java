package io.sealpost.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A state folder of another format is refused and stays as it is. */
class StateFormatTest {
    private final Path state;
    private final StateFormat format;

    StateFormatTest(@TempDir Path folder) {
        this.state = folder.resolve("state");
        this.format = new StateFormat(state);
    }

    @Test
    void aNewFolderGetsTheNumber() {
        format.write();

        assertThat(state.resolve("format")).hasContent("2\n");
        assertThat(format.problem()).isEmpty();
    }

    @Test
    void aFolderWithTheNumberIsUsedAgain() throws IOException {
        format.write();
        Files.createDirectories(state.resolve("postgres"));

        format.write();

        assertThat(format.problem()).isEmpty();
    }

    @Test
    void filesThatNoPlatformMadeAreNoObstacle() throws IOException {
        Files.createDirectories(state.resolve("devices"));

        assertThat(format.problem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys", "kafka", "postgres", "services", "users", "provisioned"})
    void aFolderWithoutANumberIsOfAnOlderVersion(String content) throws IOException {
        Files.createDirectories(state.resolve(content));

        assertThat(format.problem())
                .hasValueSatisfying(
                        problem ->
                                assertThat(problem)
                                        .contains(state.toString(), "format 1", "needs format 2")
                                        .contains("./sealpost down", "SEALPOST_STATE"));
        assertThatThrownBy(format::write).hasMessage(format.problem().orElseThrow());
        assertThat(state.resolve("format")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3", "two"})
    void anotherNumberIsRefused(String number) throws IOException {
        Files.createDirectories(state);
        Files.writeString(state.resolve("format"), number);

        assertThat(format.problem()).isPresent();
        assertThatThrownBy(format::write).hasMessageContaining("format " + number);
        assertThat(state.resolve("format")).hasContent(number);
    }

    @Test
    void theCureForANewerFolderIsTheNewerVersion() throws IOException {
        Files.createDirectories(state);
        Files.writeString(state.resolve("format"), "3");

        assertThat(format.problem().orElseThrow()).contains("the newer version that made it");
    }
}
