package io.sealpost.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform that was never up. */
class PlatformTest {
    private final Path state;
    private final Platform platform;

    PlatformTest(@TempDir Path folder) {
        this.state = folder.resolve("state");
        this.platform = new Platform(new Home(folder, state));
    }

    @Test
    void lookingAtItLeavesNothingBehind() {
        var findings = new Doctor(platform).examine();
        var processes = ProcessStatus.of(platform);

        assertThat(findings).isNotEmpty();
        assertThat(processes).allMatch(process -> process.state().equals("stopped"));
        assertThat(state).doesNotExist();
    }

    @Test
    void nothingCanBeAskedOfItUntilItIsUp() {
        assertThatThrownBy(() -> new Businesses(platform).add("acme"))
                .hasMessage("Sealpost is not running here; start it with ./sealpost up");
    }
}
