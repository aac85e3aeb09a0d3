package io.sealpost.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which errors end the process. */
class TenantPublisherTest {
    private final MockProducer<String, byte[]> broker =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final List<Exception> fatal = new ArrayList<>();
    private final TenantPublisher publisher =
            new TenantPublisher(
                    topic -> true,
                    broker,
                    Admin.create(Map.of("bootstrap.servers", "127.0.0.1:9")),
                    Runnable::run,
                    fatal::add);

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void aMissingRightFailsTheAttemptAndDoesNotEndTheProcess() {
        TopicAuthorizationException failure = new TopicAuthorizationException("not allowed");

        send(failure).assertFailedWith(TopicAuthorizationException.class);

        assertThat(fatal).isEmpty();
    }

    @Test
    void anyOtherPermanentErrorEndsTheProcess() {
        RecordTooLargeException failure = new RecordTooLargeException();

        send(failure).assertFailedWith(RecordTooLargeException.class);

        assertThat(fatal).containsExactly(failure);
    }

    private UniAssertSubscriber<Void> send(RuntimeException failure) {
        UniAssertSubscriber<Void> sent =
                publisher
                        .publish(
                                List.of(new ProducerRecord<>("topic", "key", new byte[1])),
                                () -> {})
                        .subscribe()
                        .withSubscriber(UniAssertSubscriber.create());
        broker.errorNext(failure);
        return sent;
    }
}
