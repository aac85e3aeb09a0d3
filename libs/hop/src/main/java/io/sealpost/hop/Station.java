package io.sealpost.hop;

import io.sealpost.wire.Decoded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What one service plugs into the hop: how its input is read, decided, stored and published.
 *
 * @param <I> the input, decoded
 * @param <K> the key of the aggregate that a decision reads and changes
 * @param <S> the aggregate's state, immutable
 * @param <O> the outcomes, a sealed type
 */
public interface Station<I, K, S, O extends Outcome> {

    /**
     * The station's name in metrics, logs and the table {@code handled}, for instance {@code
     * consent.clearance}. Unique in its service.
     */
    String name();

    /** Reads one record; an unreadable record goes to the dead-letter topic with the reason. */
    Decoded<I> decode(ConsumerRecord<String, byte[]> record);

    /** What makes this input the same command as another. */
    Claim claim(I input);

    /**
     * Joins two copies of one command in a batch. Keeps the first, unless copies may differ in what
     * is published: then a replay needs the copy that was decided.
     */
    default I merge(I first, I copy) {
        return first;
    }

    /** The key of the aggregate that the decision is about. */
    K aggregate(I input);

    /**
     * Work that does not belong in the transaction: opening, sealing, unwrapping keys. Returns the
     * function that completes each input with what was found for it. A replay repeats the work;
     * random results are published only if this run's row is the one that is stored.
     */
    default Uni<UnaryOperator<I>> prepare(Pool pool, List<I> inputs) {
        return Uni.createFrom().item(UnaryOperator.identity());
    }

    /**
     * Loads the state of every key, and locks it where decisions change it: insert missing rows,
     * then {@code SELECT … FOR UPDATE ORDER BY key}. The answer must contain every key. The first
     * statement travels in one turn with BEGIN, so one statement is best.
     */
    Uni<Map<K, S>> load(SqlConnection transaction, Set<K> keys);

    /** Decides one command. Pure: same state, input and instant, same answer. */
    Decision<O, S> decide(S state, I input, Instant now);

    /**
     * The statements that store the changes, in this order, one set-based statement a table. Pure.
     */
    default List<Write> writes(BatchDecisions<I, K, S, O> decisions) {
        return List.of();
    }

    /** How this station's outcomes are stored. */
    OutcomeCodec<O> outcomes();

    /**
     * The records that publish an outcome. Pure: the same input, outcome and instant give the same
     * bytes, today or at a replay.
     *
     * @param decidedAt when the outcome was stored, to the millisecond; for an unrecorded one, now
     */
    List<ProducerRecord<String, byte[]>> publish(I input, O outcome, Instant decidedAt);
}
