package io.sealpost.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.kms.KekUnavailable.Reason;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KekTest {
    private static final Secret SECRET = Secret.random(32);

    private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile(@TempDir Path folder) {
        this.folder = folder;
        file = folder.resolve("kek.json");
    }

    @Test
    void aWrappedSecretUnwrapsAfterARestart() {
        byte[] wrapped = Kek.at(Kek.create(file)).wrap(SECRET, place("one"));
        assertThat(Kek.at(Kek.create(file)).unwrap(wrapped, place("one"))).hasValue(SECRET);
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws IOException {
        Kek.create(file);
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void concurrentCreationLeavesOneKeyset() {
        String uri = LocalKeyset.uri(file);
        List<byte[]> wrapped =
                IntStream.range(0, 8)
                        .parallel()
                        .mapToObj(n -> Kek.at(Kek.create(file)).wrap(SECRET, place("one")))
                        .toList();
        Kek kek = Kek.at(uri);
        kek.open();
        assertThat(wrapped)
                .hasSize(8)
                .allSatisfy(w -> assertThat(kek.unwrap(w, place("one"))).hasValue(SECRET));
    }

    @Test
    void anotherPlaceAnotherKeyOrAChangedByteUnwrapsNothing() {
        Kek kek = Kek.at(Kek.create(file));
        kek.open();
        Kek other = Kek.at(Kek.create(folder.resolve("other.json")));
        byte[] wrapped = kek.wrap(SECRET, place("one"));
        assertThat(kek.unwrap(wrapped, place("two"))).isEmpty();
        assertThat(other.unwrap(wrapped, place("one"))).isEmpty();
        assertThat(kek.unwrap(new byte[0], place("one"))).isEmpty();
        for (int i = 0; i < wrapped.length; i++) {
            byte[] flipped = wrapped.clone();
            flipped[i] ^= 1;
            assertThat(kek.unwrap(flipped, place("one"))).isEmpty();
        }
    }

    @Test
    void aWrongFileCanBeReplacedWithoutARestart() throws IOException {
        byte[] wrapped = Kek.at(Kek.create(file)).wrap(SECRET, place("one"));
        Path right = Files.move(file, folder.resolve("right.json"));
        Kek kek = Kek.at(Kek.create(file));
        assertThat(kek.unwrap(wrapped, place("one"))).isEmpty();
        assertThat(kek.isProven()).isFalse();

        Files.move(right, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(kek.unwrap(wrapped, place("one"))).hasValue(SECRET);
        assertThat(kek.isProven()).isTrue();
    }

    @Test
    void aFileThatIsReplacedLaterDoesNotReplaceAProvenKey() throws IOException {
        Kek kek = Kek.at(Kek.create(file));
        byte[] wrapped = kek.wrap(SECRET, place("one"));
        assertThat(kek.unwrap(wrapped, place("one"))).hasValue(SECRET);
        Files.delete(file);
        Kek.create(file);

        assertThat(kek.unwrap(wrapped, place("two"))).isEmpty();

        assertThat(kek.unwrap(wrapped, place("one"))).hasValue(SECRET);
    }

    @Test
    void aMissingFileIsReported() {
        assertThatThrownBy(() -> Kek.at(LocalKeyset.uri(file)).open())
                .isInstanceOfSatisfying(
                        KekUnavailable.class, e -> assertThat(e.reason()).isEqualTo(Reason.MISSING))
                .hasMessageContaining("kek.json");
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws IOException {
        String uri = Kek.create(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused(uri, Reason.READABLE_BY_OTHERS);
    }

    @Test
    void aFileThatIsNotAKeysetIsRefused() throws IOException {
        String uri = Kek.create(file);
        Files.writeString(file, "not a keyset");
        assertRefused(uri, Reason.NOT_A_KEYSET);
    }

    @Test
    void aUriWithoutAClientIsRefused() {
        assertRefused("hcvault://vault:8200/transit/keys/kek", Reason.UNSUPPORTED_URI);
    }

    @Test
    void aFileInAMissingFolderCannotBeWritten() {
        assertThatThrownBy(() -> Kek.create(folder.resolve("none/kek.json")))
                .isInstanceOfSatisfying(
                        KekUnavailable.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_WRITTEN));
    }

    private static void assertRefused(String uri, Reason reason) {
        assertThatThrownBy(() -> Kek.at(uri).open())
                .isInstanceOfSatisfying(
                        KekUnavailable.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Canonical place(String row) {
        return Canonical.labelled("test/v1").text(row);
    }
}
