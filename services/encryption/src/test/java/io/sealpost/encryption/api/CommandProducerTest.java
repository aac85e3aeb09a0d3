package io.sealpost.encryption.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.encryption.api.CommandProducer.NotTaken;
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
    private static final Duration SHORT = Duration.ofMillis(50);

    private final AwayBroker broker = new AwayBroker();
    private final CommandProducer producer =
            new CommandProducer(new Publisher(broker, _ -> {}), SHORT);

    /** A client as it is without a broker: it keeps whoever calls it. */
    private static final class AwayBroker extends MockProducer<String, byte[]> {
        private final CountDownLatch back = new CountDownLatch(1);
        private final AtomicInteger held = new AtomicInteger();

        AwayBroker() {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(
                ProducerRecord<String, byte[]> record, Callback callback) {
            held.incrementAndGet();
            try {
                back.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.send(record, callback);
        }
    }

    @Test
    void whoeverAsksIsNotHeldUpWithTheClient() {
        UniAssertSubscriber<Void> asked = send();

        assertThat(asked.awaitFailure().getFailure()).isInstanceOf(NotTaken.class);
        Wait.until(() -> broker.held.get() == 1);
    }

    @Test
    void onlySoManyWaitForTheBrokerHoweverManyGiveUp() {
        List<UniAssertSubscriber<Void>> asked =
                Stream.generate(this::send).limit(CommandProducer.MOST).toList();
        asked.forEach(UniAssertSubscriber::awaitFailure);
        Wait.until(() -> broker.held.get() == CommandProducer.MOST);

        assertThat(send().awaitFailure().getFailure()).isInstanceOf(NotTaken.class);
        assertThat(broker.held).hasValue(CommandProducer.MOST);
    }

    @Test
    void onceTheBrokerIsBackThereIsRoomAgain() {
        for (int i = 0; i < CommandProducer.MOST; i++) {
            send();
        }
        Wait.until(() -> broker.held.get() == CommandProducer.MOST);

        broker.back.countDown();

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
