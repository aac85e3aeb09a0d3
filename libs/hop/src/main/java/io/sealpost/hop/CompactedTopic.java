package io.sealpost.hop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows a compacted topic: reads it from the beginning at every start, then every new record.
 * Without a group or offsets, so that every replica reads everything. Runs on one thread of its
 * own, which ends only when closed: after a client error it begins again with a new client.
 */
public final class CompactedTopic implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CompactedTopic.class);

    /** How long {@link #upToNow} may take if no record arrives. */
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private static final long RETRY_PAUSE_MILLIS = 500;

    /** Applies a record. Called on one thread; called again after an exception. */
    @FunctionalInterface
    public interface Reader {
        /** A null value deletes the key. Must ignore unreadable records and versions it knows. */
        void apply(String key, byte @Nullable [] value);
    }

    private final String topic;
    private final Reader reader;
    private final Supplier<Consumer<String, byte[]>> clients;
    private final Queue<CompletableFuture<Void>> requested = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean ended;

    /** Used by the thread only: callers that wait until these offsets are reached. */
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(Map<TopicPartition, Long> ends, List<CompletableFuture<Void>> futures) {}

    private CompactedTopic(
            Supplier<Consumer<String, byte[]>> clients, String topic, Reader reader) {
        this.clients = clients;
        this.topic = topic;
        this.reader = reader;
        this.thread = Thread.ofPlatform().name("follow-" + topic).daemon().unstarted(this::run);
    }

    /**
     * Starts following.
     *
     * @param connection the connection's settings (servers, security)
     */
    public static CompactedTopic follow(
            Map<String, Object> connection, String topic, Reader reader) {
        return follow(() -> AssignedConsumers.consumer(connection), topic, reader);
    }

    static CompactedTopic follow(
            Supplier<Consumer<String, byte[]>> clients, String topic, Reader reader) {
        CompactedTopic followed = new CompactedTopic(clients, topic, reader);
        followed.thread.start();
        return followed;
    }

    /**
     * Done when every record that is on the topic now has been applied; cancelled if this is closed
     * first. Waits during an outage of the broker or of the store that the reader writes to.
     */
    public CompletableFuture<Void> upToNow() {
        CompletableFuture<Void> future = new CompletableFuture<>();
        requested.add(future);
        if (ended) {
            future.cancel(false);
        }
        return future;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        try {
            while (!closed) {
                begin();
            }
        } catch (InterruptException | Stopped e) {
            LOG.debugf("stopped following topic=%s", topic);
        } finally {
            // No caller may wait for ever.
            ended = true;
            waiting.forEach(goal -> goal.futures().forEach(future -> future.cancel(false)));
            requested.forEach(future -> future.cancel(false));
        }
    }

    private void begin() {
        try (Consumer<String, byte[]> consumer = clients.get()) {
            follow(consumer);
        } catch (InterruptException | Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            retryLater(e);
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (!closed) {
            consumer.poll(POLL_TIMEOUT).forEach(this::apply);
            noteRequests(consumer, partitions);
            completeReached(consumer);
        }
    }

    /** The ends are read after the requests, so they include all records from before them. */
    private void noteRequests(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        List<CompletableFuture<Void>> futures = List.copyOf(requested);
        if (!futures.isEmpty()) {
            waiting.add(new Waiting(consumer.endOffsets(partitions), futures));
            requested.removeAll(futures);
        }
    }

    private void completeReached(Consumer<String, byte[]> consumer) {
        waiting.removeIf(
                goal -> {
                    boolean reached = reached(consumer, goal.ends());
                    if (reached) {
                        goal.futures().forEach(future -> future.complete(null));
                    }
                    return reached;
                });
    }

    private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
        List<TopicPartition> found =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        if (found.isEmpty()) {
            throw new KafkaException("the topic does not exist yet");
        }
        return found;
    }

    private static boolean reached(
            Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Retries while the store that the reader writes to is unavailable. */
    private void apply(ConsumerRecord<String, byte[]> record) {
        while (true) {
            try {
                reader.apply(record.key(), record.value());
                return;
            } catch (InterruptException e) {
                throw e;
            } catch (RuntimeException e) {
                retryLater(e);
            }
        }
    }

    private void retryLater(RuntimeException failure) {
        LOG.warnf("following the topic failed, retrying topic=%s failure=%s", topic, kind(failure));
        pause();
    }

    /** The class only: a driver's message may quote values. */
    private static String kind(RuntimeException failure) {
        Throwable cause = failure.getCause();
        return (cause == null ? failure : cause).getClass().getSimpleName();
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
        if (closed) {
            throw new Stopped();
        }
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
