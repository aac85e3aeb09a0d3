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

/** The broker is stopped and started again: a heartbeat sent meanwhile is not published late. */
class HeartbeatProducerTest {
    private static final String TOPIC = "heartbeats";

    @Test
    void aHeartbeatOfAnOutageIsNotPublishedAfterwards() {
        try (TestBroker broker = TestBroker.fresh(BrokerSettings.open())) {
            broker.createTopic(TOPIC, 1);
            HeartbeatProducer producer = new HeartbeatProducer(broker.adminConfig());
            Wait.until(() -> isPublished(producer, "before"));
            broker.kill();

            CompletableFuture<Void> during = heartbeat(producer, "during");

            Wait.until(during::isDone);
            assertThat(during).isCompletedExceptionally();
            broker.start();
            Wait.until(() -> isPublished(producer, "after"));
            producer.close();
            assertThat(Records.readAll(broker, TOPIC))
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .contains("before", "after")
                    .doesNotContain("during");
        }
    }

    private static boolean isPublished(HeartbeatProducer producer, String text) {
        CompletableFuture<Void> published = heartbeat(producer, text);
        Wait.until(published::isDone);
        return !published.isCompletedExceptionally();
    }

    private static CompletableFuture<Void> heartbeat(HeartbeatProducer producer, String text) {
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        return producer.publish(List.of(new ProducerRecord<>(TOPIC, "heartbeat", value)))
                .subscribeAsCompletionStage();
    }
}
