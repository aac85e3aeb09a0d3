package io.sealpost.hop;

import io.sealpost.hop.Batch.Item;
import io.sealpost.hop.Batch.Poison;
import io.sealpost.hop.Handled.Entry;
import io.sealpost.hop.HopListener.Point;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The shell that every deciding service shares (DESIGN §3): one batch is one transaction and one
 * flush.
 *
 * <pre>
 *   poll ─► read ─► prepare ─► [ begin, load and lock, look up ─► fold ─► store, commit ] ─► publish ─► offset
 *            │                   one transaction, two turns                                ▲
 *            └─ poison ────────────────────────────────────────────────────────────────────┘ dead letters
 * </pre>
 *
 * The input topic is the outbox: its offset moves only after every outcome is acknowledged, and a
 * replayed command publishes its stored outcome again, byte for byte. Nothing is lost at any crash;
 * what is told twice has one id.
 *
 * <p>One batch at a time: the caller (one consumer) hands in the next batch only when the last
 * one's {@code Uni} is done. An outage is waited out here, with backoff; the {@code Uni} never
 * fails.
 */
public final class Hop<I, K, S> {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration OVERDUE = Duration.ofSeconds(3);

    private final Station<I, K, S> station;
    private final Pool pool;
    private final Publisher publisher;
    private final DeadLetters deadLetters;
    private final HopListener listener;
    private final Executor worker;
    private final InstantSource clock;

    /**
     * @param worker where bytes are decoded and encoded; never an event loop
     * @param clock the time that decisions are given
     */
    public Hop(
            Station<I, K, S> station,
            Pool pool,
            Publisher publisher,
            DeadLetters deadLetters,
            HopListener listener,
            Executor worker,
            InstantSource clock) {
        this.station = station;
        this.pool = pool;
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.listener = listener;
        this.worker = worker;
        this.clock = clock;
    }

    /**
     * Handles one batch. Done when every outcome is acknowledged: then, and only then, commit the
     * offset.
     */
    public Uni<Void> process(ConsumerRecords<String, byte[]> polled) {
        long start = System.nanoTime();
        return Uni.createFrom()
                .item(() -> Batch.read(polled, station))
                .runSubscriptionOn(worker)
                .chain(this::handle)
                .onFailure()
                .invoke(listener::failed)
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .invoke(() -> done(polled.count(), start));
    }

    private Uni<Void> handle(Batch<I> batch) {
        return prepared(batch.items())
                .chain(items -> watched(decided(items), new DatabaseSilent()))
                .invoke(() -> listener.reached(Point.AFTER_COMMIT))
                .emitOn(worker)
                .chain(verdicts -> publish(batch, verdicts));
    }

    private Uni<Verdicts<I, K, S>> decided(List<Item<I>> items) {
        return pool.withConnection(database -> decide(database, items));
    }

    private Uni<List<Item<I>>> prepared(List<Item<I>> items) {
        List<I> inputs = items.stream().map(Item::input).toList();
        return station.prepare(pool, inputs).map(ready -> zip(items, ready));
    }

    private static <I> List<Item<I>> zip(List<Item<I>> items, List<I> inputs) {
        List<Item<I>> zipped = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            zipped.add(items.get(i).with(inputs.get(i)));
        }
        return zipped;
    }

    /**
     * One transaction in two turns. What is sent together is answered in its order, so the look-up
     * sees what another consumer stored before we got the locks; where it does not, because a lock
     * needed a turn of its own, the primary key of {@code handled} refuses the second decision.
     * Where a turn fails, the connection rolls back what is open before the pool takes it again.
     */
    private Uni<Verdicts<I, K, S>> decide(SqlConnection database, List<Item<I>> items) {
        Set<K> keys = new LinkedHashSet<>();
        Set<UUID> ids = LinkedHashSet.newLinkedHashSet(items.size());
        for (Item<I> item : items) {
            keys.add(station.aggregate(item.input()));
            ids.add(item.claim().id());
        }
        return Uni.combine()
                .all()
                .unis(database.begin(), station.load(database, keys), Handled.find(database, ids))
                .with(
                        (transaction, states, known) ->
                                new Read<>(transaction, fold(items, known, states)))
                .call(read -> store(database, read))
                .map(Read::verdicts);
    }

    private record Read<I, K, S>(Transaction transaction, Verdicts<I, K, S> verdicts) {}

    private Verdicts<I, K, S> fold(List<Item<I>> items, Map<UUID, Entry> known, Map<K, S> states) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Verdicts.fold(station, items, known, states, now);
    }

    /** A write that fails makes the commit behind it a rollback; its failure is what is told. */
    private Uni<Void> store(SqlConnection database, Read<I, K, S> read) {
        List<Uni<Void>> turn = new ArrayList<>();
        for (Write write : writes(read.verdicts().folded())) {
            turn.add(write.send(database));
        }
        turn.add(commit(read.transaction()));
        return Uni.join().all(turn).andFailFast().replaceWithVoid();
    }

    private List<Write> writes(Folded<I, K, S> folded) {
        List<Write> writes = new ArrayList<>();
        if (!folded.decided().isEmpty()) {
            writes.add(Handled.add(folded.decided()));
            writes.addAll(station.writes(folded));
        }
        return writes;
    }

    private Uni<Void> commit(Transaction transaction) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> listener.reached(Point.BEFORE_COMMIT))
                .chain(transaction::commit);
    }

    private Uni<Void> publish(Batch<I> batch, Verdicts<I, K, S> verdicts) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        verdicts.told()
                .forEach(told -> records.addAll(station.publish(told.input(), told.outcome())));
        List<Poison> setAside = new ArrayList<>(batch.poison());
        setAside.addAll(verdicts.reused());
        setAside.forEach(poison -> records.add(deadLetters.of(poison)));
        return watched(
                        publisher.publish(records, () -> listener.reached(Point.MID_PUBLISH)),
                        new BrokerSilent())
                .invoke(() -> listener.reached(Point.AFTER_PUBLISH))
                .invoke(() -> tell(batch, verdicts, setAside));
    }

    /**
     * The clients wait out an absence without a word, Kafka's for ever and the database's for its
     * patience; readiness must not.
     */
    private <T> Uni<T> watched(Uni<T> work, RuntimeException silence) {
        Cancellable overdue =
                Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(OVERDUE)
                        .subscribe()
                        .with(late -> listener.failed(silence));
        return work.eventually(overdue::cancel);
    }

    private void tell(Batch<I> batch, Verdicts<I, K, S> verdicts, List<Poison> setAside) {
        verdicts.folded().decided().forEach(decided -> listener.decided(decided.outcome()));
        int again = verdicts.told().size() - verdicts.folded().decided().size();
        listener.duplicates(batch.duplicates() + again);
        setAside.forEach(poison -> listener.deadLettered(poison.reason()));
    }

    private void done(int records, long start) {
        listener.finished(records, Duration.ofNanos(System.nanoTime() - start));
        listener.reached(Point.BEFORE_OFFSET_COMMIT);
    }
}
