package io.sealpost.hop;

import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The hop without a decision: stores versioned facts in a table, one poll in one transaction. A
 * replay changes nothing and publishes the same again, so there is no row in {@code handled}.
 * Retries during an outage.
 *
 * @param <T> the record on the topic
 * @param <F> the fact in it
 */
public final class FactConsumer<T extends SpecificRecord, F> {

    /** A fact and the record that carried it. */
    public record Received<F>(F fact, ConsumerRecord<String, byte[]> record) {}

    /** Stores the facts of a poll. */
    public interface Table<T, F> {
        /**
         * Reads a fact from a record.
         *
         * @throws IllegalArgumentException where the form is wrong: the record goes to the
         *     dead-letter topic
         */
        F fact(T record);

        /** Stores the facts and returns the records to publish after the commit. */
        Uni<List<ProducerRecord<String, byte[]>>> apply(List<Received<F>> facts);

        /**
         * Handles a record that cannot be read. It goes to the dead-letter topic, and the others
         * are handled.
         *
         * @return the fact to store in its place; empty for none
         * @throws RuntimeException where nothing may be handled without it: the poll is retried
         *     until the record can be read
         */
        Optional<F> unreadable(ConsumerRecord<String, byte[]> record);
    }

    private record Poll<F>(
            List<Received<F>> facts, List<ProducerRecord<String, byte[]>> deadLetters) {}

    private final Codec<T> codec;
    private final Table<T, F> table;
    private final Publisher publisher;
    private final DeadLetters deadLetters;
    private final HopMetrics metrics;
    private final Executor worker;

    /**
     * @param worker where bytes are decoded and encoded; never an event loop
     */
    public FactConsumer(
            Codec<T> codec,
            Table<T, F> table,
            Publisher publisher,
            DeadLetters deadLetters,
            HopMetrics metrics,
            Executor worker) {
        this.codec = codec;
        this.table = table;
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.worker = worker;
    }

    /** Handles one poll; done when its offset may move. Never fails. */
    public Uni<Void> process(ConsumerRecords<String, byte[]> polled) {
        long start = System.nanoTime();
        Uni<Void> attempt =
                Uni.createFrom()
                        .item(() -> read(polled))
                        .runSubscriptionOn(worker)
                        .chain(this::apply);
        return Retry.untilItSucceeds(attempt, metrics::failed)
                .invoke(
                        () ->
                                metrics.finished(
                                        polled.count(),
                                        Duration.ofNanos(System.nanoTime() - start)));
    }

    private Uni<Void> apply(Poll<F> poll) {
        return table.apply(poll.facts())
                .emitOn(worker)
                .chain(
                        records -> {
                            List<ProducerRecord<String, byte[]>> all = new ArrayList<>(records);
                            all.addAll(poll.deadLetters());
                            return publisher.publish(all);
                        });
    }

    private Poll<F> read(ConsumerRecords<String, byte[]> polled) {
        Poll<F> poll = new Poll<>(new ArrayList<>(), new ArrayList<>());
        for (ConsumerRecord<String, byte[]> record : polled) {
            switch (codec.decode(record.value())) {
                case Value<T>(T value) -> read(poll, record, value);
                case Undecodable<T>(DeadLetterReason reason) -> deadLetter(poll, record, reason);
            }
        }
        return poll;
    }

    private void read(Poll<F> poll, ConsumerRecord<String, byte[]> record, T value) {
        try {
            poll.facts().add(new Received<>(table.fact(value), record));
        } catch (IllegalArgumentException badForm) {
            deadLetter(poll, record, DeadLetterReason.BAD_FORM);
        }
    }

    private void deadLetter(
            Poll<F> poll, ConsumerRecord<String, byte[]> record, DeadLetterReason reason) {
        table.unreadable(record).ifPresent(fact -> poll.facts().add(new Received<>(fact, record)));
        metrics.deadLettered(reason);
        poll.deadLetters().add(deadLetters.of(record, reason));
    }
}
