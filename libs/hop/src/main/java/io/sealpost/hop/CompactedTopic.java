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
 * Follows a compacted topic: all of it from its beginning at every start, then what is added. No
 * group and no offsets, so that every replica sees everything. One thread of its own, which ends
 * only when closed: after an error of the client it begins again, with a new one.
 */
public final class CompactedTopic implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CompactedTopic.class);

    /** How long {@link #upToNow} may wait for a topic on which nothing happens. */
    private static final Duration POLL = Duration.ofMillis(100);

    private static final long PAUSE_MILLIS = 500;

    /** What is done with a record. Called on one thread; an exception has it called again. */
    @FunctionalInterface
    public interface Reader {
        /** Null: the key is gone. Must ignore what it cannot read and versions it knows. */
        void apply(String key, byte @Nullable [] value);
    }

    private final String topic;
    private final Reader reader;
    private final Supplier<Consumer<String, byte[]>> clients;
    private final Queue<CompletableFuture<Void>> asked = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean ended;

    /** Of the thread: who waits until these offsets are reached. */
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
     * Begins to follow.
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
     * Done once everything that is on the topic now has been applied; cancelled when this is closed
     * before. During an outage of the broker or of what the reader writes to it waits.
     */
    public CompletableFuture<Void> upToNow() {
        CompletableFuture<Void> future = new CompletableFuture<>();
        asked.add(future);
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
            LOG.debugf("no longer followed topic=%s", topic);
        } finally {
            // Nobody must wait for ever.
            ended = true;
            waiting.forEach(goal -> goal.futures().forEach(future -> future.cancel(false)));
            asked.forEach(future -> future.cancel(false));
        }
    }

    private void begin() {
        try (Consumer<String, byte[]> consumer = clients.get()) {
            follow(consumer);
        } catch (InterruptException | Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            again(e);
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (!closed) {
            consumer.poll(POLL).forEach(this::apply);
            noteWhoAsked(consumer, partitions);
            tellWhoWaited(consumer);
        }
    }

    /** Who asked before the topic's ends were read has all that was there then before them. */
    private void noteWhoAsked(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        List<CompletableFuture<Void>> futures = List.copyOf(asked);
        if (!futures.isEmpty()) {
            waiting.add(new Waiting(consumer.endOffsets(partitions), futures));
            asked.removeAll(futures);
        }
    }

    private void tellWhoWaited(Consumer<String, byte[]> consumer) {
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
            throw new KafkaException("the topic is not there yet");
        }
        return found;
    }

    private static boolean reached(
            Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** An outage of what the reader writes to is waited out here. */
    private void apply(ConsumerRecord<String, byte[]> record) {
        while (true) {
            try {
                reader.apply(record.key(), record.value());
                return;
            } catch (InterruptException e) {
                throw e;
            } catch (RuntimeException e) {
                again(e);
            }
        }
    }

    private void again(RuntimeException failure) {
        LOG.warnf("again soon topic=%s failure=%s", topic, kind(failure));
        pause();
    }

    /** The class only: a driver's message may quote values. */
    private static String kind(RuntimeException failure) {
        Throwable cause = failure.getCause();
        return (cause == null ? failure : cause).getClass().getSimpleName();
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
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
