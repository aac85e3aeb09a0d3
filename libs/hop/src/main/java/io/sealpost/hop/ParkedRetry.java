package io.sealpost.hop;

import io.sealpost.hop.ParkedRecords.Parked;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Publishes parked records when their topic is usable again: in order, and each row is deleted
 * after its acknowledgement. A crash between the two repeats records with the same ids. For each
 * topic one replica at a time. Thread-safe.
 */
public final class ParkedRetry {
    private static final Logger LOG = Logger.getLogger(ParkedRetry.class);
    private static final int ROWS = 100;

    /**
     * Less than the server allows a transaction to wait for its client ({@link TimeLimitedPool}).
     */
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(5);

    private final Pool pool;
    private final TenantPublisher tenants;
    private final Executor worker;

    /** What was sent to these topics may still be acknowledged: it is not sent once more. */
    private final Set<String> unacknowledged = ConcurrentHashMap.newKeySet();

    /**
     * @param worker where records are sent; never an event loop
     */
    public ParkedRetry(Pool pool, TenantPublisher tenants, Executor worker) {
        this.pool = pool;
        this.tenants = tenants;
        this.worker = worker;
    }

    /** The number of parked records of each topic that has any. */
    public Uni<Map<String, Long>> counts() {
        return ParkedRecords.counts(pool);
    }

    /**
     * Publishes the parked records of those topics that are usable. A topic that fails does not
     * stop the others; the next run repeats it.
     */
    public Uni<Void> publish(Set<String> topics) {
        return tenants.unusable(topics)
                .onItem()
                .transformToMulti(
                        unusable ->
                                Multi.createFrom()
                                        .iterable(topics)
                                        .filter(topic -> !unusable.contains(topic)))
                .filter(topic -> !unacknowledged.contains(topic))
                .onItem()
                .transformToUni(this::publish)
                .collectFailures()
                .concatenate()
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> publish(String topic) {
        return pool.withTransaction(transaction -> publishFirst(transaction, topic))
                .repeat()
                .whilst(records -> records > 0)
                .collect()
                .with(Collectors.summingInt(records -> records))
                .invoke(records -> report(topic, records))
                .replaceWithVoid();
    }

    private static void report(String topic, int records) {
        if (records > 0) {
            LOG.infof("parked records are published topic=%s records=%d", topic, records);
        }
    }

    private Uni<Integer> publishFirst(SqlConnection transaction, String topic) {
        return ParkedRecords.lockFirst(transaction, topic, ROWS)
                .call(rows -> send(topic, rows))
                .call(
                        rows ->
                                rows.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : ParkedRecords.remove(transaction, rows))
                .map(List::size);
    }

    /** Fails if the acknowledgements take too long; they are still awaited before the next send. */
    private Uni<Void> send(String topic, List<Parked> rows) {
        unacknowledged.add(topic);
        CompletableFuture<Void> sent =
                tenants.publish(rows.stream().map(Parked::record).toList(), () -> {})
                        .runSubscriptionOn(worker)
                        .onTermination()
                        .invoke(() -> unacknowledged.remove(topic))
                        .subscribeAsCompletionStage();
        return Uni.createFrom().completionStage(sent.copy()).ifNoItem().after(SEND_TIMEOUT).fail();
    }
}
