package io.sealpost.audit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.audit.AuditParts;
import io.sealpost.audit.Platform;
import io.sealpost.testing.SealpostParts;
import io.sealpost.testing.Wait;
import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.Hash;
import io.sealpost.tlog.NoteSigner;
import io.sealpost.tlog.Verdict.Verified;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the appender makes of files that are not as it left them. */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "audit"))
@QuarkusTestResource(AuditParts.class)
class RestoredLogTest {
    @Inject Appender appender;
    @Inject Pool pool;
    private RunningLog log;

    @BeforeAll
    static void deploy() {
        Platform.deploy();
        Platform.addBusiness("acme");
    }

    @BeforeEach
    void look() {
        log = new RunningLog(new Sql(pool));
    }

    @Test
    void filesThatAreLostAreWrittenAgainFromTheRows() throws IOException {
        RunningLog.accept(10).forEach(message -> log.awaitEvents(message.id(), 1));
        appender.stop();
        Path directory = PublishedLog.directory();
        try (Stream<Path> files = Files.walk(directory.resolve("tile"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        long size = PublishedLog.checkpoint().size();

        appender.start();

        Wait.until(() -> PublishedLog.verdict() instanceof Verified);
        assertThat(PublishedLog.checkpoint().size()).isGreaterThanOrEqualTo(size);
        log.assertSettled();
    }

    @Test
    void aLogBehindItsLastCheckpointIsNeverSigned() throws IOException {
        RunningLog.accept(1).forEach(message -> log.awaitEvents(message.id(), 1));
        appender.stop();
        byte[] honest = PublishedLog.tiles().readCheckpoint().orElseThrow();
        NoteSigner signer =
                NoteSigner.parse(Files.readString(PublishedLog.keys().resolve("log.skey")).strip());
        Checkpoint ahead =
                new Checkpoint(signer.key().name(), log.leafCount() + 5, Hash.EMPTY_ROOT);
        PublishedLog.tiles().writeCheckpoint(ahead.sign(signer));

        appender.start();

        Wait.until(() -> RunningLog.ready() == 503);
        assertThat(PublishedLog.checkpoint()).isEqualTo(ahead);
        Files.write(PublishedLog.directory().resolve("checkpoint"), honest);
        Wait.until(() -> RunningLog.ready() == 200);
    }

    @Test
    void theSigningKeyIsItsOwnersAlone() throws IOException {
        Wait.until(() -> RunningLog.ready() == 200);

        assertThat(Files.getPosixFilePermissions(PublishedLog.keys().resolve("log.skey")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }
}
