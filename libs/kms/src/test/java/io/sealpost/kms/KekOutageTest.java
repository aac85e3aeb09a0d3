package io.sealpost.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.kms.KekUnavailable.Reason;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The key-encryption key is unavailable: nothing is decided and no other key is created meanwhile.
 */
class KekOutageTest {
    private static final Secret SECRET = Secret.random(32);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @AfterEach
    void makeTheServiceAvailable() {
        MockKms.unavailable = false;
    }

    @Test
    void aFileThatIsMissingAtTheStartIsNotCreatedAndIsReadOnceItExists() throws IOException {
        Path file = folder.resolve("kek.json");
        Path elsewhere = folder.resolve("elsewhere.json");
        byte[] wrapped = Kek.at(Kek.create(elsewhere)).wrap(SECRET, place());
        Kek kek = Kek.at(LocalKeyset.uri(file));

        assertUnavailable(kek::open, Reason.MISSING);
        assertUnavailable(() -> kek.wrap(SECRET, place()), Reason.MISSING);
        assertUnavailable(() -> kek.unwrap(wrapped, place()), Reason.MISSING);
        assertThat(file).doesNotExist();

        Files.move(elsewhere, file);
        assertThat(kek.unwrap(wrapped, place())).hasValue(SECRET);
    }

    @Test
    void aFileThatIsDeletedLaterIsNotNeeded() throws IOException {
        Path file = folder.resolve("kek.json");
        Kek kek = Kek.at(Kek.create(file));
        kek.open();
        Files.delete(file);

        byte[] wrapped = kek.wrap(SECRET, place());

        kek.open();
        assertThat(kek.unwrap(wrapped, place())).hasValue(SECRET);
        assertThat(file).doesNotExist();
    }

    @Test
    void aServiceThatIsUnavailableAtTheStartIsRequestedAgain() {
        MockKms.unavailable = true;
        Kek kek = Kek.at(MockKms.URI);

        assertUnavailable(kek::open, Reason.NO_ANSWER);

        MockKms.unavailable = false;
        assertThat(kek.unwrap(kek.wrap(SECRET, place()), place())).hasValue(SECRET);
    }

    @Test
    void anOutageIsNotTakenForAWrongKey() {
        Kek kek = Kek.at(MockKms.URI);
        kek.open();
        byte[] wrapped = kek.wrap(SECRET, place());

        MockKms.unavailable = true;
        assertUnavailable(() -> kek.unwrap(wrapped, place()), Reason.NO_ANSWER);
        assertUnavailable(() -> kek.wrap(SECRET, place()), Reason.NO_ANSWER);

        MockKms.unavailable = false;
        assertThat(kek.unwrap(wrapped, place())).hasValue(SECRET);
        assertThat(kek.unwrap(new byte[wrapped.length], place())).isEmpty();
    }

    @Test
    void aUriThatNoClientSupportsIsRefusedBeforeItIsUsed() {
        assertUnavailable(() -> Kek.at("hcvault://vault:8200/transit"), Reason.UNSUPPORTED_URI);
    }

    private static void assertUnavailable(ThrowingCallable use, Reason reason) {
        assertThatThrownBy(use)
                .isInstanceOfSatisfying(
                        KekUnavailable.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Canonical place() {
        return Canonical.labelled("test/v1").text("one");
    }
}
