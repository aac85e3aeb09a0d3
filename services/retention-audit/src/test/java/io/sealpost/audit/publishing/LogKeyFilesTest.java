package io.sealpost.audit.publishing;

import static io.sealpost.audit.publishing.LogMismatch.Reason.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogKeyFilesTest {
    private static final String ORIGIN = "example.org/log";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aLogKeepsItsKeyAndAMissingKeyIsNotReplaced() throws IOException {
        var made = LogKeyFiles.open(folder, ORIGIN, true).key().vkey();
        assertThat(LogKeyFiles.open(folder, ORIGIN, false).key().vkey()).isEqualTo(made);
        assertThat(folder.resolve("log.vkey")).hasContent(made);

        Files.delete(folder.resolve("log.skey"));

        assertRefused(ORIGIN, KEY_MISSING);
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws IOException {
        LogKeyFiles.open(folder, ORIGIN, true);
        Files.setPosixFilePermissions(
                folder.resolve("log.skey"), PosixFilePermissions.fromString("rw-r-----"));

        assertRefused(ORIGIN, KEY_NOT_PRIVATE);
    }

    @Test
    void aKeyOfAnotherOriginIsRefused() {
        LogKeyFiles.open(folder, ORIGIN, true);

        assertRefused("example.org/another", KEY_OF_ANOTHER_ORIGIN);
    }

    @Test
    void anUnreadableKeyFileIsNotReplaced() throws IOException {
        LogKeyFiles.open(folder, ORIGIN, true);
        Files.writeString(folder.resolve("log.skey"), "PRIVATE+KEY+cut");

        assertRefused(ORIGIN, KEY_UNREADABLE);
        assertThat(folder.resolve("log.skey")).hasContent("PRIVATE+KEY+cut");
    }

    private void assertRefused(String origin, LogMismatch.Reason reason) {
        assertThatThrownBy(() -> LogKeyFiles.open(folder, origin, false))
                .isInstanceOf(LogMismatch.class)
                .hasMessage(reason.name());
    }
}
