package io.sealpost.encryption.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.encryption.api.CommandProducer.NotAcknowledged;
import io.sealpost.hop.Publisher;
import io.sealpost.testing.Wait;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class CommandProducerTest {
    private static final Duration TIMEOUT = Duration.ofMillis(50);

    private final UnavailableBroker broker = new UnavailableBroker();
    private final CommandProducer producer =
            new CommandProducer(new Publisher(broker, _ -> {}), TIMEOUT);

    /** Blocks the caller of send, as Kafka's client does without a broker. */
    private static final class UnavailableBroker extends MockProducer<String, byte[]> {
        private final CountDownLatch available = new CountDownLatch(1);
        private final AtomicInteger blocked = new AtomicInteger();

        UnavailableBroker() {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(
                ProducerRecord<String, byte[]> record, Callback callback) {
            blocked.incrementAndGet();
            try {
                available.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.send(record, callback);
        }
    }

    @Test
    void theCallerIsNotBlockedWithKafkasClient() {
        UniAssertSubscriber<Void> sent = send();

        assertThat(sent.awaitFailure().getFailure()).isInstanceOf(NotAcknowledged.class);
        Wait.until(() -> broker.blocked.get() == 1);
    }

    @Test
    void commandsThatTimedOutStillCountAsUnacknowledged() {
        List<UniAssertSubscriber<Void>> sent =
                Stream.generate(this::send).limit(CommandProducer.MAX_UNACKNOWLEDGED).toList();
        sent.forEach(UniAssertSubscriber::awaitFailure);
        Wait.until(() -> broker.blocked.get() == CommandProducer.MAX_UNACKNOWLEDGED);

        assertThat(send().awaitFailure().getFailure()).isInstanceOf(NotAcknowledged.class);
        assertThat(broker.blocked).hasValue(CommandProducer.MAX_UNACKNOWLEDGED);
    }

    @Test
    void commandsAreAcceptedOnceTheBrokerIsAvailableAgain() {
        for (int i = 0; i < CommandProducer.MAX_UNACKNOWLEDGED; i++) {
            send();
        }
        Wait.until(() -> broker.blocked.get() == CommandProducer.MAX_UNACKNOWLEDGED);

        broker.available.countDown();

        Wait.until(
                () ->
                        command()
                                .map(done -> true)
                                .onFailure()
                                .recoverWithItem(false)
                                .await()
                                .indefinitely());
    }

    private UniAssertSubscriber<Void> send() {
        return command().subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private Uni<Void> command() {
        return producer.send(() -> new ProducerRecord<>("device-commands", "key", new byte[] {1}));
    }
}
