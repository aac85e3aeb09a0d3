package io.sealpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortTest {

    private final Path folder;

    PortTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readingAPortWritesNothing() {
        Path file = folder.resolve("a/one.port");

        int port = Port.of(file, 0);

        assertThat(Port.isFree(port)).isTrue();
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void aPortStaysTheSameAlthoughAnotherIsPreferredLater() {
        Path file = folder.resolve("a/one.port");

        int port = Port.keptIn(file, 0);

        assertThat(Port.keptIn(file, port + 1)).isEqualTo(port);
        assertThat(Port.of(file, port + 1)).isEqualTo(port);
    }

    @Test
    void anotherProgramsPortIsNotChosen() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral(Port.LOOPBACK))) {
            int port = Port.keptIn(folder.resolve("one.port"), taken.getLocalPort());

            assertThat(port).isNotEqualTo(taken.getLocalPort());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "75", "7592x"})
    void aFileWithoutAPortIsNamed(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("one.port"), text);

        assertThatThrownBy(() -> Port.keptIn(file, 7592)).hasMessageContaining(file.toString());
        assertThat(file).hasContent(text);
    }
}
