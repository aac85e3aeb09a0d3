package io.sealpost.audit.publishing;

import static io.sealpost.audit.publishing.LogMismatch.Reason.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.Hash;
import io.sealpost.tlog.NoteSigner;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a stored log is held against when it is taken up again. */
class PublicationsTest {
    private static final NoteSigner SIGNER = NoteSigner.of("example.org/log", new byte[32]);
    private static final NoteSigner ANOTHER =
            NoteSigner.of("example.org/log", "32 bytes, and not those of above".getBytes(UTF_8));
    private static final Checkpoint FIVE =
            new Checkpoint("example.org/log", 5, new Hash(new byte[32]));
    private static final Checkpoint SIX =
            new Checkpoint("example.org/log", 6, new Hash(new byte[32]));
    private static final Optional<byte[]> NONE = Optional.empty();
    private static final Optional<byte[]> CUT = Optional.of("example.org/log\n5\n".getBytes(UTF_8));

    @Test
    void aNewLogContinuesNothing() {
        Publications publications = new Publications(NONE, NONE);

        assertThat(publications.areNone()).isTrue();
        assertThat(publications.of(0, SIGNER.key())).isEmpty();
    }

    @Test
    void bothPlacesCount() {
        assertThat(new Publications(by(SIGNER, SIX), by(SIGNER, FIVE)).of(6, SIGNER.key()))
                .containsExactly(SIX, FIVE);
    }

    @Test
    void onePlaceIsEnough() {
        assertThat(new Publications(by(SIGNER, SIX), NONE).of(6, SIGNER.key()))
                .containsExactly(SIX);
        assertThat(new Publications(NONE, by(SIGNER, FIVE)).of(6, SIGNER.key()))
                .containsExactly(FIVE);
    }

    @Test
    void aFileThatACrashHasCutCountsAsNoneWhereTheTopicHasWhatItSaid() {
        assertThat(new Publications(by(SIGNER, SIX), CUT).of(6, SIGNER.key())).containsExactly(SIX);
    }

    @Test
    void aLogWithLeavesWasPublishedSomewhere() {
        assertRefused(new Publications(NONE, NONE), 1, CHECKPOINT_MISSING);
    }

    @Test
    void whatCannotBeReadIsNotSignedOver() {
        assertRefused(new Publications(NONE, CUT), 6, CHECKPOINT_UNREADABLE);
        assertRefused(new Publications(CUT, by(SIGNER, FIVE)), 6, CHECKPOINT_UNREADABLE);
        assertRefused(new Publications(Optional.of(new byte[0]), NONE), 6, CHECKPOINT_UNREADABLE);
    }

    @Test
    void anotherKeyNeverGoesOnWithALog() {
        assertRefused(new Publications(by(ANOTHER, FIVE), NONE), 6, CHECKPOINT_UNREADABLE);
        assertRefused(new Publications(NONE, by(ANOTHER, FIVE)), 6, CHECKPOINT_UNREADABLE);
    }

    private static void assertRefused(
            Publications publications, long size, LogMismatch.Reason reason) {
        assertThatThrownBy(() -> publications.of(size, SIGNER.key()))
                .isInstanceOf(LogMismatch.class)
                .hasMessage(reason.name());
    }

    private static Optional<byte[]> by(NoteSigner signer, Checkpoint checkpoint) {
        return Optional.of(checkpoint.sign(signer).encode());
    }
}
