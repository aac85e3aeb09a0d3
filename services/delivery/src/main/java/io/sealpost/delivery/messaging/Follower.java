package io.sealpost.delivery.messaging;

import io.sealpost.hop.DeadLetters;
import io.sealpost.hop.HopMetrics;
import io.sealpost.hop.Publisher;
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
 * The hop without a decision: facts that carry a version go into tables, one poll in one
 * transaction. A replay changes nothing and publishes again, so nothing is claimed; an outage is
 * waited out.
 */
final class Follower<T extends SpecificRecord, F> {
    /** One fact and the record it came on. */
    record Told<F>(F fact, ConsumerRecord<String, byte[]> record) {}

    /** Stores a poll's facts and answers what to publish for them after the commit. */
    interface Table<T, F> {
        /**
         * From a record to the fact.
         *
         * @throws IllegalArgumentException where the form is wrong: it becomes a dead letter
         */
        F fact(T record);

        Uni<List<ProducerRecord<String, byte[]>>> apply(List<Told<F>> facts);

        /**
         * A record cannot be read: it becomes a dead letter, and the others go on.
         *
         * @return what it means to be without it, if that is anything
         * @throws RuntimeException where nothing may go on without it: the poll is repeated until
         *     the record can be read
         */
        Optional<F> without(ConsumerRecord<String, byte[]> unreadable);
    }

    private record Poll<F>(List<Told<F>> facts, List<ProducerRecord<String, byte[]>> deadLetters) {}

    private final Codec<T> codec;
    private final Table<T, F> table;
    private final Publisher publisher;
    private final DeadLetters deadLetters;
    private final HopMetrics metrics;
    private final Executor worker;

    Follower(
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

    Uni<Void> process(ConsumerRecords<String, byte[]> polled) {
        long start = System.nanoTime();
        return Uni.createFrom()
                .item(() -> read(polled))
                .runSubscriptionOn(worker)
                .chain(this::apply)
                .onFailure()
                .invoke(metrics::failed)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(50), Duration.ofSeconds(2))
                .indefinitely()
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
                case Undecodable<T>(DeadLetterReason reason) -> setAside(poll, record, reason);
            }
        }
        return poll;
    }

    private void read(Poll<F> poll, ConsumerRecord<String, byte[]> record, T value) {
        try {
            poll.facts().add(new Told<>(table.fact(value), record));
        } catch (IllegalArgumentException badForm) {
            setAside(poll, record, DeadLetterReason.BAD_FORM);
        }
    }

    private void setAside(
            Poll<F> poll, ConsumerRecord<String, byte[]> record, DeadLetterReason reason) {
        table.without(record).ifPresent(fact -> poll.facts().add(new Told<>(fact, record)));
        metrics.deadLettered(reason);
        poll.deadLetters().add(deadLetters.of(record, reason));
    }
}
