package io.sealpost.audit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.audit.OnRealParts;
import io.sealpost.audit.Samples;
import io.sealpost.testing.Wait;
import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.Hash;
import io.sealpost.tlog.VerificationResult.Verified;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A start with files, keys or a database that were lost or restored from a backup. */
@QuarkusTest
@OnRealParts
class RestoredLogTest {
    @Inject Appender appender;
    @Inject RunningLog log;

    @Test
    void lostFilesAreWrittenAgainFromTheRows() throws IOException {
        RunningLog.accept(10).forEach(message -> log.awaitEvents(message.id(), 1));
        PublishedLog.await(log.leafCount());
        appender.stop();
        long size = PublishedLog.checkpoint().size();
        delete(PublishedLog.directory());

        appender.start();

        Wait.until(
                () ->
                        PublishedLog.tiles().readCheckpoint().isPresent()
                                && PublishedLog.verify() instanceof Verified);
        assertThat(PublishedLog.checkpoint().size()).isGreaterThanOrEqualTo(size);
        log.assertPublished();
    }

    @Test
    void aLogBehindItsPublishedFileIsNeverSigned() throws IOException {
        RunningLog.accept(1).forEach(message -> log.awaitEvents(message.id(), 1));
        appender.stop();
        byte[] honest = PublishedLog.tiles().readCheckpoint().orElseThrow();
        Checkpoint ahead =
                new Checkpoint(
                        PublishedLog.signer().key().name(), log.leafCount() + 5, Hash.EMPTY_ROOT);
        PublishedLog.tiles().writeCheckpoint(ahead.sign(PublishedLog.signer()));

        appender.start();

        Wait.until(() -> RunningLog.isUnready("LOG_BEHIND_CHECKPOINT"));
        assertThat(PublishedLog.checkpoint()).isEqualTo(ahead);
        Files.write(PublishedLog.directory().resolve("checkpoint"), honest);
        Wait.until(() -> RunningLog.ready() == 200);
    }

    @Test
    void aDatabaseRestoredTogetherWithItsFilesIsBehindTheTopic() throws IOException {
        RunningLog.accept(1).forEach(message -> log.awaitEvents(message.id(), 1));
        PublishedLog.await(log.leafCount());
        appender.stop();
        byte[] oldFile = PublishedLog.tiles().readCheckpoint().orElseThrow();
        RunningLog.StoredHead old = log.head();
        appender.start();
        RunningLog.accept(1).forEach(message -> log.awaitEvents(message.id(), 1));
        PublishedLog.await(old.size() + 1);
        appender.stop();
        RunningLog.StoredHead newest = log.head();
        log.set(old);
        Files.write(PublishedLog.directory().resolve("checkpoint"), oldFile);

        appender.start();

        Wait.until(() -> RunningLog.isUnready("LOG_BEHIND_CHECKPOINT"));
        assertThat(PublishedLog.tiles().readCheckpoint()).hasValue(oldFile);
        log.set(newest);
        PublishedLog.await(newest.size());
        log.assertPublished();
    }

    @Test
    void aHeadThatMovesBackWhileTheAppenderRunsIsNeverSigned() {
        RunningLog.accept(1).forEach(message -> log.awaitEvents(message.id(), 1));
        PublishedLog.await(log.leafCount());
        RunningLog.StoredHead old = log.head();
        RunningLog.accept(1).forEach(message -> log.awaitEvents(message.id(), 1));
        PublishedLog.await(old.size() + 1);
        RunningLog.StoredHead newest = log.head();

        log.set(old);

        Wait.until(() -> RunningLog.isUnready("LOG_BEHIND_CHECKPOINT"));
        assertThat(PublishedLog.checkpoint().size()).isEqualTo(newest.size());
        log.set(newest);
        Wait.until(() -> RunningLog.ready() == 200);
        log.assertPublished();
    }

    @Test
    void aHeadOfTheSameSizeAndAnotherHistoryIsNeitherSignedNorAppendedTo() {
        RunningLog.accept(1).forEach(message -> log.awaitEvents(message.id(), 1));
        PublishedLog.await(log.leafCount());
        RunningLog.StoredHead honest = log.head();
        log.set(new RunningLog.StoredHead(honest.size(), Hash.EMPTY_ROOT));

        List<Samples> meanwhile = RunningLog.accept(1);

        Wait.until(() -> RunningLog.ready() == 503);
        assertThat(PublishedLog.checkpoint().root()).isEqualTo(honest.root());
        assertThat(log.leafCount()).isEqualTo(honest.size());
        log.set(honest);
        meanwhile.forEach(message -> log.awaitEvents(message.id(), 1));
        PublishedLog.await(log.leafCount());
        log.assertPublished();
    }

    @Test
    void aHeadThatDoesNotMatchItsTilesIsNeverSigned() {
        RunningLog.accept(1).forEach(message -> log.awaitEvents(message.id(), 1));
        PublishedLog.await(log.leafCount());
        RunningLog.StoredHead honest = log.head();

        log.set(new RunningLog.StoredHead(honest.size(), Hash.EMPTY_ROOT));

        Wait.until(() -> RunningLog.ready() == 503 || isSigned(Hash.EMPTY_ROOT));
        assertThat(isSigned(Hash.EMPTY_ROOT)).isFalse();
        log.set(honest);
        Wait.until(() -> RunningLog.ready() == 200);
        log.assertPublished();
    }

    @Test
    void aPublishedLogWhoseKeyIsMissingGetsNoNewKey() throws IOException {
        RunningLog.accept(1).forEach(message -> log.awaitEvents(message.id(), 1));
        appender.stop();
        Path key = PublishedLog.keys().resolve("log.skey");
        Path moved = PublishedLog.keys().resolve("moved");
        Files.move(key, moved);

        appender.start();

        Wait.until(() -> RunningLog.isUnready("KEY_MISSING"));
        assertThat(key).doesNotExist();
        Files.move(moved, key);
        Wait.until(() -> RunningLog.ready() == 200);
    }

    @Test
    void onlyItsOwnerReadsTheSigningKey() throws IOException {
        Wait.until(() -> RunningLog.ready() == 200);

        assertThat(Files.getPosixFilePermissions(PublishedLog.keys().resolve("log.skey")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }

    private static boolean isSigned(Hash root) {
        Checkpoint newest = PublishedLog.checkpoint();
        return newest.size() > 0 && newest.root().equals(root);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }
}
