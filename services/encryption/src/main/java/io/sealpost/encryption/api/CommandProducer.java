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
 * Puts what HTTP asks for on its topic. Kafka's client waits out a broker's absence, with the
 * thread that calls it: so each command has a thread of its own, they are few, and whoever asked
 * gives up long before.
 */
@Singleton
class CommandProducer {
    /** What the broker has not acknowledged yet. All of it fits into the client's buffer. */
    static final int MOST = 256;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore room = new Semaphore(MOST);
    private final Publisher publisher;
    private final Duration patience;

    @Inject
    CommandProducer(Publisher publisher) {
        this(publisher, PATIENCE);
    }

    CommandProducer(Publisher publisher, Duration patience) {
        this.publisher = publisher;
        this.patience = patience;
    }

    /**
     * Done once the broker has it. Fails at once where too many wait already, and after two seconds
     * of silence; what was given up may still be taken when the broker is back.
     *
     * @param record may block, too: it is made on the command's thread
     */
    Uni<Void> send(Supplier<ProducerRecord<String, byte[]>> record) {
        return Uni.createFrom()
                .deferred(
                        () ->
                                room.tryAcquire()
                                        ? sent(record)
                                        : Uni.createFrom().failure(new NotTaken()));
    }

    private Uni<Void> sent(Supplier<ProducerRecord<String, byte[]>> record) {
        CompletableFuture<Void> sent =
                Uni.createFrom()
                        .item(record)
                        .chain(made -> publisher.publish(List.of(made)))
                        .runSubscriptionOn(Thread::startVirtualThread)
                        .onTermination()
                        .invoke(room::release)
                        .subscribeAsCompletionStage();
        // A copy: giving up makes no room for another.
        return Uni.createFrom()
                .completionStage(sent::copy)
                .ifNoItem()
                .after(patience)
                .failWith(NotTaken::new);
    }

    /** The broker is away, or slower than what is asked. */
    static final class NotTaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotTaken() {
            super("the command was not acknowledged", null, false, false);
        }
    }
}
