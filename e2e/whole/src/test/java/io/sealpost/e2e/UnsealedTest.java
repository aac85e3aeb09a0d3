package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.schemas.DeliveryEventKind;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The control of the search for content (P6): where encryption seals nothing, the search finds
 * content in topics and in the database. The product has no setting for this: a test's class
 * replaces the one that seals.
 */
@ExtendWith(SharedPlatformExtension.class)
class UnsealedTest {
    private static final int MESSAGES = 100;

    private final SealpostCommand sealpost;

    UnsealedTest(SealpostCommand sealpost) {
        this.sealpost = sealpost;
    }

    @Test
    void withSealingOffTheSearchFindsContentInTopicsTablesAndWriteAheadLog()
            throws IOException, SQLException {
        DeliveryDatabase deliveryDatabase = new DeliveryDatabase(sealpost);
        try (TestRecipients recipients = sealpost.recipients("unsealed", 10)) {
            try (ReplacedServices replaced =
                    new ReplacedServices(
                            sealpost, "unsealed/io/sealpost/seal/message/DeviceSealer.java")) {
                replaced.start("encryption", Map.of()).awaitReady();
                recipients.send(markedMessages(recipients)).join();
                Await.until(
                        "all wait in the mailboxes",
                        () -> deliveryDatabase.waiting(recipients.recipients()) == MESSAGES);
            }
            sealpost.checkpoint();
            TextSearch search = new TextSearch("UNSEALED-");
            int topics = search.countIn(sealpost.state().resolve("kafka/data"));
            int tables = search.countIn(sealpost.state().resolve("postgres/data/base"));
            int writeAheadLog = search.countIn(sealpost.state().resolve("postgres/data/pg_wal"));
            int logs = search.countIn(sealpost.state().resolve("services"));
            recipients.connect();
            recipients.awaitEnded(MESSAGES);

            System.out.printf(
                    "%d unsealed messages: found in %d files of topics, %d of tables, %d of the"
                            + " write-ahead log and %d logs; %d failed, %d shown%n",
                    MESSAGES,
                    topics,
                    tables,
                    writeAheadLog,
                    logs,
                    recipients.ended().size(),
                    recipients.shown().size());
            assertThat(topics).isPositive();
            assertThat(tables).isPositive();
            assertThat(writeAheadLog).isPositive();
            assertThat(logs).as("content is not logged either").isZero();
            assertThat(recipients.ends()).containsOnly(DeliveryEventKind.FAILED);
            assertThat(recipients.shown()).as("a device accepts nothing unsealed").isEmpty();
        }
    }

    private static List<OutgoingMessage> markedMessages(TestRecipients recipients) {
        return IntStream.range(0, MESSAGES)
                .mapToObj(
                        number ->
                                TestRecipients.message(
                                        recipients.recipients().get(number % 10),
                                        "UNSEALED-%06d-the-quick-brown-fox".formatted(number)))
                .toList();
    }
}
