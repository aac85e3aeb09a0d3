package io.sealpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {

    private final Path folder;

    PrivateFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aFileIsReplacedCompletelyAndOnlyItsOwnerCanReadIt() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "old and readable by all");

        PrivateFile.write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(folder.toFile().list()).containsExactly("secret");
    }

    @Test
    void aPasswordIsMadeOnce() {
        Path file = folder.resolve("users/one.password");

        String password = PrivateFile.password(file);

        assertThat(password).hasSize(48);
        assertThat(PrivateFile.password(file)).isEqualTo(password);
    }
}
