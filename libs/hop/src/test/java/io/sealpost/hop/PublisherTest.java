package io.sealpost.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublisherTest {
    private final MockProducer<String, byte[]> broker =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final List<Exception> fatal = new ArrayList<>();
    private final Publisher publisher = new Publisher(broker, fatal::add);

    @Test
    void isDoneWhenEveryRecordIsAcknowledged() {
        UniAssertSubscriber<Void> sent = send(2);

        broker.completeNext();
        sent.assertNotTerminated();
        broker.completeNext();

        sent.assertCompleted();
    }

    static List<RuntimeException> passing() {
        return List.of(new NotEnoughReplicasException("one is away"), new UnknownServerException());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void failsIfTheCallerMayRetry(RuntimeException failure) {
        UniAssertSubscriber<Void> sent = send(2);

        broker.errorNext(failure);
        broker.completeNext();

        sent.assertFailedWith(failure.getClass());
        assertThat(fatal).isEmpty();
    }

    static List<RuntimeException> lasting() {
        return List.of(
                new RecordTooLargeException(), new TopicAuthorizationException("not allowed"));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void endsTheProcessIfNoRetryCanHelp(RuntimeException failure) {
        UniAssertSubscriber<Void> sent = send(1);

        broker.errorNext(failure);

        sent.assertFailedWith(failure.getClass());
        assertThat(fatal).containsExactly(failure);
    }

    @Test
    void aRecordThatIsNotAcknowledgedBeforeTheCloseDoesNotEndTheProcess() {
        UniAssertSubscriber<Void> sent = send(1);

        publisher.close();
        broker.errorNext(new KafkaException("the producer is closed"));

        sent.assertFailedWith(KafkaException.class);
        assertThat(fatal).isEmpty();
    }

    private UniAssertSubscriber<Void> send(int count) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new ProducerRecord<>("topic", "key", new byte[] {(byte) i}));
        }
        return publisher.publish(records).subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
