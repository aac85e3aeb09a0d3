package io.sealpost.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} makes keys once. */
class KeyFilesTest {
    private final Installation installation;
    private final KeyFiles keys;

    KeyFilesTest(@TempDir Path folder) {
        this.installation = new Installation(folder, folder.resolve("state"));
        this.keys = new KeyFiles(installation);
    }

    @Test
    void aSecondUpChangesNoKey() throws IOException {
        keys.provide();
        List<String> first = contents();

        keys.provide();

        assertThat(first).hasSize(ServiceSpec.ALL.size() + 2);
        assertThat(contents()).isEqualTo(first);
    }

    @Test
    void aLostKeyOfAServiceThatRanIsNamedAndNotMadeAgain() throws IOException {
        keys.provide();
        Files.createDirectories(installation.service("consent"));
        Files.delete(installation.keyset("consent"));

        assertThatThrownBy(keys::provide)
                .hasMessageContaining(installation.keyset("consent").toString());
        assertThat(installation.keyset("consent")).doesNotExist();
    }

    @Test
    void aLostTokenIssuerIsNamedAndNotMadeAgain() throws IOException {
        keys.provide();
        Files.createFile(installation.provisioned());
        Files.delete(TokenIssuer.file(installation));

        assertThatThrownBy(keys::provide).hasMessageContaining("token-issuer.jwk");
        assertThat(TokenIssuer.file(installation)).doesNotExist();
    }

    @Test
    void aServiceThatALaterReleaseStartsFirstGetsItsKeyset() throws IOException {
        keys.provide();
        Files.createFile(installation.provisioned());
        Files.delete(installation.keyset("consent"));

        keys.provide();

        assertThat(installation.keyset("consent")).exists();
    }

    private List<String> contents() throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(installation.keys())) {
            for (Path file : files.sorted().toList()) {
                contents.add(Files.readString(file));
            }
        }
        return contents;
    }
}
