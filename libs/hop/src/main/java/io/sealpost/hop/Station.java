package io.sealpost.hop;

import io.sealpost.wire.Decoded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What one service plugs into the hop: how its input is read, decided, stored and told.
 *
 * @param <I> the input, decoded
 * @param <K> the key of the aggregate that a decision reads and changes
 * @param <S> the aggregate's state, immutable
 */
public interface Station<I, K, S> {

    /** The station's name in metrics and logs, for instance {@code consent.clearance}. */
    String name();

    /** Reads one record; what cannot be read is dead-lettered with the reason. */
    Decoded<I> decode(ConsumerRecord<String, byte[]> record);

    /** What makes this input the same as another. */
    Claim claim(I input);

    /**
     * What stands for two copies of one command in a batch. The first, unless copies may differ in
     * something that is told: then the one that was decided must still be at hand at a replay.
     */
    default I merge(I first, I copy) {
        return first;
    }

    /** The aggregate the decision is about. */
    K aggregate(I input);

    /**
     * Work that belongs outside the transaction (opening, sealing). Answers as many inputs, in the
     * same order. A replay runs it again; whatever is random in it is published only if this run's
     * row is the one that is stored.
     */
    default Uni<List<I>> prepare(Pool pool, List<I> inputs) {
        return Uni.createFrom().item(inputs);
    }

    /**
     * Loads the state of every key, locking it where decisions change it: missing rows are
     * inserted, then {@code SELECT … FOR UPDATE ORDER BY key}. Every key must be in the answer. Its
     * first statement goes in one turn with BEGIN: the fewer wait for another's answer, the better.
     */
    Uni<Map<K, S>> load(SqlConnection transaction, Set<K> keys);

    /** Decides one command. Pure: same state, input and instant, same answer. */
    Decision<S> decide(S state, I input, Instant now);

    /** What stores the changes, in this order: one set-based statement a table. Pure. */
    default List<Write> writes(Folded<I, K, S> folded) {
        return List.of();
    }

    /**
     * The records that tell of an outcome. Pure: for the same input and the same stored outcome,
     * the same bytes, today or at a replay.
     */
    List<ProducerRecord<String, byte[]>> publish(I input, Outcome outcome);
}
