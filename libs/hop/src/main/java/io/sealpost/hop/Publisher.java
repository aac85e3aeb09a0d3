package io.sealpost.hop;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.jspecify.annotations.Nullable;

/** Sends whole batches on one idempotent producer and awaits every acknowledgement. Thread-safe. */
public final class Publisher implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final Consumer<Exception> fatal;
    private volatile boolean closed;

    /**
     * @param producer made with {@link ProducerSettings}
     * @param fatal called with an error that no retry can repair; ends the process
     */
    public Publisher(Producer<String, byte[]> producer, Consumer<Exception> fatal) {
        this.producer = producer;
        this.fatal = fatal;
    }

    /**
     * Sends the records in order; done when the broker has acknowledged all of them. Sends no more
     * after a failure. Blocks the calling thread only while the producer's buffer is full or the
     * topic's metadata is unknown.
     */
    public Uni<Void> publish(List<ProducerRecord<String, byte[]>> records) {
        return publish(records, () -> {});
    }

    /** The same; {@code midway} is called when the client has received half of the records. */
    Uni<Void> publish(List<ProducerRecord<String, byte[]>> records, Runnable midway) {
        return records.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().completionStage(() -> send(records, midway));
    }

    private CompletableFuture<Void> send(
            List<ProducerRecord<String, byte[]>> records, Runnable midway) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        AtomicInteger open = new AtomicInteger(records.size());
        for (int i = 0; i < records.size(); i++) {
            var unused =
                    producer.send(
                            records.get(i), (sent, failure) -> acknowledged(failure, open, done));
            if (i == records.size() / 2) {
                midway.run();
            }
            if (done.isDone()) {
                break;
            }
        }
        return done;
    }

    private void acknowledged(
            @Nullable Exception failure, AtomicInteger open, CompletableFuture<Void> done) {
        if (failure != null) {
            done.completeExceptionally(failure);
            if (!closed && !mayPass(failure)) {
                fatal.accept(failure);
            }
        } else if (open.decrementAndGet() == 0) {
            done.complete(null);
        }
    }

    /**
     * Whether the same batch may succeed later. An unknown server error counts: a broker answers it
     * while its disk is full, for example.
     */
    private static boolean mayPass(Exception failure) {
        return failure instanceof RetriableException || failure instanceof UnknownServerException;
    }

    /** What is not acknowledged within five seconds fails, and does not count as refused. */
    @Override
    public void close() {
        closed = true;
        producer.close(Duration.ofSeconds(5));
    }
}
