package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.cli.local.ServiceProcess;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.schemas.DeliveryEventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The control of the search for content (P6): where encryption seals nothing, it finds content in
 * topics and in the database. No switch of the product does this: the process is started with
 * another class in front.
 */
@ExtendWith(OnePlatform.class)
class UnsealedTest {
    private static final int CANARIES = 100;

    private final FrontDoor sealpost;

    UnsealedTest(FrontDoor sealpost) {
        this.sealpost = sealpost;
    }

    @Test
    void withSealingOffTheSearchFindsContentInTopicsTablesAndWriteAheadLog()
            throws IOException, InterruptedException, SQLException {
        DeliveryRows rows = new DeliveryRows(sealpost);
        try (Crowd crowd = sealpost.crowd("unsealed", 10)) {
            unsealing(
                    () -> {
                        crowd.send(canaries(crowd)).join();
                        Await.until(
                                "all wait in the mailboxes",
                                () -> rows.waiting(crowd.recipients()) == CANARIES);
                    });
            sealpost.checkpoint();
            Canaries search = new Canaries("UNSEALED-");
            int topics = search.in(sealpost.state().resolve("kafka/data"));
            int tables = search.in(sealpost.state().resolve("postgres/data/base"));
            int writeAheadLog = search.in(sealpost.state().resolve("postgres/data/pg_wal"));
            int logs = search.in(sealpost.state().resolve("services"));
            crowd.connect();
            crowd.awaitEnded(CANARIES);

            System.out.printf(
                    "%d canaries unsealed: found in %d files of topics, %d of tables, %d of the"
                            + " write-ahead log and %d logs; %d failed, %d shown%n",
                    CANARIES,
                    topics,
                    tables,
                    writeAheadLog,
                    logs,
                    crowd.ended().size(),
                    crowd.shown().size());
            assertThat(topics).isPositive();
            assertThat(tables).isPositive();
            assertThat(writeAheadLog).isPositive();
            assertThat(logs).as("what is unsealed is not logged either").isZero();
            assertThat(crowd.ends()).containsOnly(DeliveryEventKind.FAILED);
            assertThat(crowd.shown()).as("a device believes nothing unsealed").isEmpty();
        }
    }

    /** Encryption is another process meanwhile, and itself again after. */
    private void unsealing(Runnable meanwhile) throws IOException, InterruptedException {
        ServiceProcess encryption = sealpost.platform().service("encryption");
        ProcessCopy copy = ProcessCopy.of(encryption.pid().orElseThrow()).shadowedBy(compiled());
        encryption.kill();
        Process process = copy.start(sealpost.state().resolve("unsealing.log"), Map.of());
        try {
            Await.until("encryption without sealing is ready", encryption::isReady);
            meanwhile.run();
        } finally {
            process.destroyForcibly().waitFor();
            assertThat(sealpost.run("up", "--json").exit()).isZero();
        }
    }

    private static List<OutgoingMessage> canaries(Crowd crowd) {
        return IntStream.range(0, CANARIES)
                .mapToObj(
                        number ->
                                Crowd.message(
                                        crowd.recipients().get(number % 10),
                                        "UNSEALED-%06d-the-quick-brown-fox".formatted(number)))
                .toList();
    }

    private static Path compiled() throws IOException {
        Path classes = Files.createDirectories(Path.of("target", "unsealed").toAbsolutePath());
        Path source = Path.of("src/test/unsealed/io/sealpost/seal/message/DeviceSealer.java");
        int errors =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-d",
                                classes.toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                source.toString());
        assertThat(errors).isZero();
        return classes;
    }
}
