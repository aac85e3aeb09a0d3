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
            throws IOException, SQLException {
        DeliveryRows rows = new DeliveryRows(sealpost);
        try (Crowd crowd = sealpost.crowd("unsealed", 10)) {
            try (Impostors impostors =
                    new Impostors(
                            sealpost, "unsealed/io/sealpost/seal/message/DeviceSealer.java")) {
                impostors.start("encryption", Map.of()).awaitReady();
                crowd.send(canaries(crowd)).join();
                Await.until(
                        "all wait in the mailboxes",
                        () -> rows.waiting(crowd.recipients()) == CANARIES);
            }
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

    private static List<OutgoingMessage> canaries(Crowd crowd) {
        return IntStream.range(0, CANARIES)
                .mapToObj(
                        number ->
                                Crowd.message(
                                        crowd.recipients().get(number % 10),
                                        "UNSEALED-%06d-the-quick-brown-fox".formatted(number)))
                .toList();
    }
}
