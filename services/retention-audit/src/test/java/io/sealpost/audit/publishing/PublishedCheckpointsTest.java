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

/** The checkpoints that a stored log is compared with at the start. */
class PublishedCheckpointsTest {
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
        PublishedCheckpoints published = new PublishedCheckpoints(NONE, NONE);

        assertThat(published.isEmpty()).isTrue();
        assertThat(published.toContinue(0, SIGNER.key())).isEmpty();
    }

    @Test
    void bothPlacesAreCompared() {
        assertThat(
                        new PublishedCheckpoints(by(SIGNER, SIX), by(SIGNER, FIVE))
                                .toContinue(6, SIGNER.key()))
                .containsExactly(SIX, FIVE);
    }

    @Test
    void onePlaceIsEnough() {
        assertThat(new PublishedCheckpoints(by(SIGNER, SIX), NONE).toContinue(6, SIGNER.key()))
                .containsExactly(SIX);
        assertThat(new PublishedCheckpoints(NONE, by(SIGNER, FIVE)).toContinue(6, SIGNER.key()))
                .containsExactly(FIVE);
    }

    @Test
    void aFileCutByACrashIsIgnoredIfTheTopicHasACheckpoint() {
        assertThat(new PublishedCheckpoints(by(SIGNER, SIX), CUT).toContinue(6, SIGNER.key()))
                .containsExactly(SIX);
    }

    @Test
    void aLogWithLeavesNeedsAPublishedCheckpoint() {
        assertRefused(new PublishedCheckpoints(NONE, NONE), 1, CHECKPOINT_MISSING);
    }

    @Test
    void anUnreadableCheckpointIsRefused() {
        assertRefused(new PublishedCheckpoints(NONE, CUT), 6, CHECKPOINT_UNREADABLE);
        assertRefused(new PublishedCheckpoints(CUT, by(SIGNER, FIVE)), 6, CHECKPOINT_UNREADABLE);
        assertRefused(
                new PublishedCheckpoints(Optional.of(new byte[0]), NONE), 6, CHECKPOINT_UNREADABLE);
    }

    @Test
    void aCheckpointOfAnotherKeyIsRefused() {
        assertRefused(new PublishedCheckpoints(by(ANOTHER, FIVE), NONE), 6, CHECKPOINT_UNREADABLE);
        assertRefused(new PublishedCheckpoints(NONE, by(ANOTHER, FIVE)), 6, CHECKPOINT_UNREADABLE);
    }

    private static void assertRefused(
            PublishedCheckpoints published, long size, LogMismatch.Reason reason) {
        assertThatThrownBy(() -> published.toContinue(size, SIGNER.key()))
                .isInstanceOf(LogMismatch.class)
                .hasMessage(reason.name());
    }

    private static Optional<byte[]> by(NoteSigner signer, Checkpoint checkpoint) {
        return Optional.of(checkpoint.sign(signer).encode());
    }
}
