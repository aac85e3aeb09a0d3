package io.sealpost.consent.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.embedded.BrokerSettings;
import io.sealpost.testing.Records;
import io.sealpost.testing.TestBroker;
import io.sealpost.testing.Wait;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The broker goes away and comes back: what was handed in meanwhile is not told late. */
class HeartbeatProducerTest {
    private static final String TOPIC = "beats";

    @Test
    void aBeatOfAnOutageIsNeverTold() {
        try (TestBroker broker = TestBroker.fresh(BrokerSettings.open())) {
            broker.createTopic(TOPIC, 1);
            HeartbeatProducer producer = new HeartbeatProducer(broker.adminConfig());
            Wait.until(() -> isTold(producer, "before"));
            broker.kill();

            CompletableFuture<Void> during = beat(producer, "during");

            Wait.until(during::isDone);
            assertThat(during).isCompletedExceptionally();
            broker.start();
            Wait.until(() -> isTold(producer, "after"));
            producer.close();
            assertThat(Records.readAll(broker, TOPIC))
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .contains("before", "after")
                    .doesNotContain("during");
        }
    }

    private static boolean isTold(HeartbeatProducer producer, String text) {
        CompletableFuture<Void> told = beat(producer, text);
        Wait.until(told::isDone);
        return !told.isCompletedExceptionally();
    }

    private static CompletableFuture<Void> beat(HeartbeatProducer producer, String text) {
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        return producer.publish(List.of(new ProducerRecord<>(TOPIC, "heartbeat", value)))
                .subscribeAsCompletionStage();
    }
}
