package io.sealpost.encryption.api;

import io.sealpost.hop.Publisher;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends the commands of HTTP requests. While the broker is unavailable, Kafka's client blocks the
 * thread that calls it. Each command therefore has a thread of its own, their number is limited,
 * and the caller's request times out earlier. Thread-safe.
 */
@Singleton
class CommandProducer {
    /** Commands that the broker has not acknowledged yet. All fit into the client's buffer. */
    static final int MAX_UNACKNOWLEDGED = 256;

    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(2);

    private final Semaphore permits = new Semaphore(MAX_UNACKNOWLEDGED);
    private final Publisher publisher;
    private final Duration timeout;

    @Inject
    CommandProducer(Publisher publisher) {
        this(publisher, SEND_TIMEOUT);
    }

    CommandProducer(Publisher publisher, Duration timeout) {
        this.publisher = publisher;
        this.timeout = timeout;
    }

    /**
     * Done when the broker has acknowledged the record. Fails at once if too many commands are
     * unacknowledged, and otherwise after the timeout; the broker may still accept the record then.
     *
     * @param record made on the command's thread, so it may block too
     */
    Uni<Void> send(Supplier<ProducerRecord<String, byte[]>> record) {
        return Uni.createFrom()
                .deferred(
                        () ->
                                permits.tryAcquire()
                                        ? sent(record)
                                        : Uni.createFrom().failure(new NotAcknowledged()));
    }

    private Uni<Void> sent(Supplier<ProducerRecord<String, byte[]>> record) {
        CompletableFuture<Void> sent =
                Uni.createFrom()
                        .item(record)
                        .chain(made -> publisher.publish(List.of(made)))
                        .runSubscriptionOn(Thread::startVirtualThread)
                        .onTermination()
                        .invoke(permits::release)
                        .subscribeAsCompletionStage();
        // A copy: the timeout must not cancel the sending, which would release the permit.
        return Uni.createFrom()
                .completionStage(sent::copy)
                .ifNoItem()
                .after(timeout)
                .failWith(NotAcknowledged::new);
    }

    /** The broker is unavailable, or too slow for the number of requests. */
    static final class NotAcknowledged extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotAcknowledged() {
            super("the command was not acknowledged", null, false, false);
        }
    }
}
