package io.sealpost.hop;

import io.sealpost.hop.Batch.Item;
import io.sealpost.hop.Batch.Poison;
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
 * The shell that every deciding service shares (docs/design.md §3): one batch is one transaction
 * and one flush.
 *
 * <pre>
 *   poll ─► read ─► prepare ─► [ begin, load and lock, look up ─► fold ─► store, commit ] ─► publish ─► offset
 *            │                   one transaction, two turns                                ▲
 *            └─ poison ────────────────────────────────────────────────────────────────────┘ dead letters
 * </pre>
 *
 * The input topic is the outbox: its offset moves only after the broker has acknowledged every
 * outcome, and a replayed command publishes its stored outcome again, byte for byte. A crash at any
 * point loses nothing; an outcome that is published twice has one id. Records for a tenant's topic
 * that is missing or forbidden are parked in the database before the offset moves.
 *
 * <p>One batch at a time: the caller (one consumer) passes the next batch only when the {@code Uni}
 * of the last one is done. The hop retries during an outage, with backoff; the {@code Uni} never
 * fails.
 */
public final class Hop<I, K, S, O extends Outcome> {
    private static final Duration OVERDUE = Duration.ofSeconds(3);

    private final Station<I, K, S, O> station;
    private final Pool pool;
    private final BatchPublisher publisher;
    private final DeadLetters deadLetters;
    private final HopListener listener;
    private final Executor worker;
    private final InstantSource clock;

    /**
     * @param worker where bytes are decoded and encoded; never an event loop
     * @param clock the time that decisions are given
     */
    public Hop(
            Station<I, K, S, O> station,
            Pool pool,
            Publisher publisher,
            TenantPublisher tenants,
            DeadLetters deadLetters,
            HopListener listener,
            Executor worker,
            InstantSource clock) {
        this.station = station;
        this.pool = pool;
        this.publisher = new BatchPublisher(publisher, tenants);
        this.deadLetters = deadLetters;
        this.listener = listener;
        this.worker = worker;
        this.clock = clock;
    }

    /**
     * Handles one batch. Done when the broker has acknowledged every outcome: then, and only then,
     * commit the offset.
     */
    public Uni<Void> process(ConsumerRecords<String, byte[]> polled) {
        long start = System.nanoTime();
        Uni<Void> attempt =
                Uni.createFrom()
                        .item(() -> Batch.read(polled, station))
                        .runSubscriptionOn(worker)
                        .chain(this::handle);
        return Retry.untilItSucceeds(attempt, listener::failed)
                .invoke(() -> finish(polled.count(), start));
    }

    private Uni<Void> handle(Batch<I> batch) {
        return prepared(batch.items())
                .chain(items -> watched(decided(items), new DatabaseUnresponsive()))
                .invoke(() -> listener.reached(Point.AFTER_COMMIT))
                .emitOn(worker)
                .chain(decided -> publish(batch, decided.folded(), decided.parked()));
    }

    private Uni<List<Item<I>>> prepared(List<Item<I>> items) {
        List<I> inputs = items.stream().map(Item::input).toList();
        return station.prepare(pool, inputs)
                .map(complete -> items.stream().map(item -> item.prepared(complete)).toList());
    }

    private Uni<Decided<I, K, S, O>> decided(List<Item<I>> items) {
        return pool.withConnection(database -> decide(database, items));
    }

    /**
     * One transaction in two turns. The server answers what is sent together in its order, so the
     * look-up sees what another consumer stored before the locks were granted. Where it does not,
     * because a lock needed a turn of its own, the primary key of {@code handled} refuses the
     * second decision. If a turn fails, the connection rolls back before the pool reuses it.
     */
    private Uni<Decided<I, K, S, O>> decide(SqlConnection database, List<Item<I>> items) {
        Set<K> keys = new LinkedHashSet<>();
        Set<UUID> ids = LinkedHashSet.newLinkedHashSet(items.size());
        for (Item<I> item : items) {
            keys.add(station.aggregate(item.input()));
            ids.add(item.claim().id());
        }
        return Uni.combine()
                .all()
                .unis(
                        database.begin(),
                        station.load(database, keys),
                        HandledCommands.find(database, ids),
                        ParkedRecords.topics(database))
                .with(
                        (transaction, states, known, parked) ->
                                new Decided<>(transaction, fold(items, known, states), parked))
                .call(decided -> store(database, decided));
    }

    /** A batch that was decided in this transaction, and the topics with parked records. */
    private record Decided<I, K, S, O extends Outcome>(
            Transaction transaction, FoldedBatch<I, K, S, O> folded, Set<String> parked) {}

    private FoldedBatch<I, K, S, O> fold(
            List<Item<I>> items, Map<UUID, HandledCommands.Row> known, Map<K, S> states) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return FoldedBatch.fold(station, items, known, states, now);
    }

    /** A write that fails turns the commit behind it into a rollback; its failure is reported. */
    private Uni<Void> store(SqlConnection database, Decided<I, K, S, O> decided) {
        List<Uni<Void>> turn = new ArrayList<>();
        for (Write write : writes(decided.folded().decisions())) {
            turn.add(write.send(database));
        }
        turn.add(commit(decided.transaction()));
        return Uni.join().all(turn).andFailFast().replaceWithVoid();
    }

    private List<Write> writes(BatchDecisions<I, K, S, O> decisions) {
        List<Write> writes = new ArrayList<>();
        if (!decisions.decided().isEmpty()) {
            writes.add(HandledCommands.add(station, decisions.decided()));
            writes.addAll(station.writes(decisions));
        }
        return writes;
    }

    private Uni<Void> commit(Transaction transaction) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> listener.reached(Point.BEFORE_COMMIT))
                .chain(transaction::commit);
    }

    private Uni<Void> publish(Batch<I> batch, FoldedBatch<I, K, S, O> folded, Set<String> parked) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        folded.publications()
                .forEach(
                        p ->
                                records.addAll(
                                        station.publish(p.input(), p.outcome(), p.decidedAt())));
        List<Poison> poison = new ArrayList<>(batch.poison());
        poison.addAll(folded.reused());
        poison.forEach(each -> records.add(deadLetters.of(each)));
        return watched(
                        publisher.publish(
                                records, parked, () -> listener.reached(Point.MID_PUBLISH)),
                        new BrokerUnresponsive())
                .invoke(() -> listener.reached(Point.AFTER_PUBLISH))
                .chain(toPark -> park(toPark, parked))
                .invoke(() -> report(batch, folded, poison));
    }

    private Uni<Void> park(List<ProducerRecord<String, byte[]>> records, Set<String> before) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return watched(ParkedRecords.add(pool, records), new DatabaseUnresponsive())
                .invoke(
                        () ->
                                records.stream()
                                        .map(ProducerRecord::topic)
                                        .distinct()
                                        .filter(topic -> !before.contains(topic))
                                        .forEach(listener::parked));
    }

    /**
     * Reports work that is overdue. The clients wait through an outage without any report, Kafka's
     * for ever and the database's until its timeout; readiness must turn red sooner.
     */
    private <T> Uni<T> watched(Uni<T> work, RuntimeException overdue) {
        Cancellable timer =
                Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(OVERDUE)
                        .subscribe()
                        .with(late -> listener.failed(overdue));
        return work.eventually(timer::cancel);
    }

    private void report(Batch<I> batch, FoldedBatch<I, K, S, O> folded, List<Poison> poison) {
        folded.decisions().decided().forEach(decided -> listener.decided(decided.outcome()));
        folded.unrecorded().forEach(listener::unrecorded);
        listener.duplicates(batch.duplicates() + folded.repeated());
        poison.forEach(each -> listener.deadLettered(each.reason()));
    }

    private void finish(int records, long start) {
        listener.finished(records, Duration.ofNanos(System.nanoTime() - start));
        listener.reached(Point.BEFORE_OFFSET_COMMIT);
    }
}
