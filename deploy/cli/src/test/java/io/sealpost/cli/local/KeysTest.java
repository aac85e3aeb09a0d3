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

/** Keys are made once, by {@code up}. */
class KeysTest {
    private final Home home;
    private final Keys keys;

    KeysTest(@TempDir Path folder) {
        this.home = new Home(folder, folder.resolve("state"));
        this.keys = new Keys(home);
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
    void aLostKeyOfWhatRanBeforeIsNamedAndNotMadeAgain() throws IOException {
        keys.provide();
        Files.createDirectories(home.service("consent"));
        Files.delete(home.keyset("consent"));

        assertThatThrownBy(keys::provide).hasMessageContaining(home.keyset("consent").toString());
        assertThat(home.keyset("consent")).doesNotExist();
    }

    @Test
    void aLostTokenIssuerIsNamedAndNotMadeAgain() throws IOException {
        keys.provide();
        Files.createFile(home.provisioned());
        Files.delete(TokenIssuer.file(home));

        assertThatThrownBy(keys::provide).hasMessageContaining("token-issuer.jwk");
        assertThat(TokenIssuer.file(home)).doesNotExist();
    }

    @Test
    void whatIsFirstStartedByALaterReleaseGetsItsKeyset() throws IOException {
        keys.provide();
        Files.createFile(home.provisioned());
        Files.delete(home.keyset("consent"));

        keys.provide();

        assertThat(home.keyset("consent")).exists();
    }

    private List<String> contents() throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(home.keys())) {
            for (Path file : files.sorted().toList()) {
                contents.add(Files.readString(file));
            }
        }
        return contents;
    }
}
