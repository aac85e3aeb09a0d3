package io.sealpost.audit.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogKeyFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aLogKeepsItsKeyAndNeverGetsAnotherOne() throws IOException {
        var made = LogKeyFiles.open(folder, "example.org/log", true).key().vkey();
        assertThat(LogKeyFiles.open(folder, "example.org/log", false).key().vkey()).isEqualTo(made);

        Files.delete(folder.resolve("log.skey"));

        assertThatThrownBy(() -> LogKeyFiles.open(folder, "example.org/log", false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("log.skey is missing");
    }
}
