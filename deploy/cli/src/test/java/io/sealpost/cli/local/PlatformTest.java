package io.sealpost.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform that was never started. */
class PlatformTest {
    private final Path state;
    private final Platform platform;

    PlatformTest(@TempDir Path folder) {
        this.state = folder.resolve("state");
        this.platform = new Platform(new Installation(folder, state));
    }

    @Test
    void examiningItChangesNothing() {
        var findings = new Doctor(platform).examine();
        var processes = ProcessStatus.of(platform);

        assertThat(findings).isNotEmpty();
        assertThat(processes).allMatch(process -> process.state().equals("stopped"));
        assertThat(state).doesNotExist();
    }

    @Test
    void anOldStateFolderIsNotStarted() throws IOException {
        Files.createDirectories(state.resolve("services/ingest"));

        assertThatThrownBy(() -> platform.up(line -> {})).hasMessageContaining("has format 1");
        assertThat(state.resolve("keys")).doesNotExist();
    }

    @Test
    void aBusinessCannotBeAddedBeforeItRuns() {
        assertThatThrownBy(() -> new BusinessAdministration(platform).add("acme"))
                .hasMessage("Sealpost is not running here; start it with ./sealpost up");
    }
}
