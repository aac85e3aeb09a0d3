package io.sealpost.delivery.messaging;

import io.sealpost.delivery.domain.StepCommand;
import io.sealpost.delivery.domain.Withdrawal;
import io.sealpost.delivery.store.DatabaseClock;
import io.sealpost.delivery.store.Withdrawals;
import io.sealpost.hop.FactConsumer;
import io.sealpost.hop.FactConsumer.Received;
import io.sealpost.schemas.ConsentWithdrawal;
import io.sealpost.schemas.WithdrawalKind;
import io.sealpost.schemas.Withdrawn;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.wire.Enums;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Stores withdrawals and the pulse of consent, and recalls what they cover.
 *
 * <p>A heartbeat says that consent lived when it was written, and when that was is not taken from
 * any other machine's clock: of one that lies behind where its partition ended at an earlier look,
 * it is known that it was written after that look, and that all told before is read. So a backlog
 * of old heartbeats proves nothing, however late it is read.
 */
final class WithdrawalTable implements FactConsumer.Table<ConsentWithdrawal, Optional<Withdrawal>> {
    /** Where a partition ended, and when. */
    record Look(long end, Instant at) {}

    private final Pool pool;
    private final PartitionEnds ends;
    private final StepCommandWriter steps;
    private final Map<TopicPartition, Look> looks = new ConcurrentHashMap<>();

    WithdrawalTable(Pool pool, PartitionEnds ends, StepCommandWriter steps) {
        this.pool = pool;
        this.ends = ends;
        this.steps = steps;
    }

    @Override
    public Uni<List<ProducerRecord<String, byte[]>>> apply(
            List<Received<Optional<Withdrawal>>> facts) {
        if (facts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        // The clock before the ends: what lies behind them was written after this instant.
        Map<TopicPartition, Long> beats = beats(facts);
        return DatabaseClock.now(pool)
                .chain(
                        at ->
                                ends.of(beats.keySet())
                                        .chain(
                                                seen ->
                                                        store(facts, pulses(beats, looks), at)
                                                                .invoke(() -> look(seen, at))))
                .map(recalls -> recalls.stream().map(steps::record).toList());
    }

    /** The last heartbeat of each partition. */
    private static Map<TopicPartition, Long> beats(List<Received<Optional<Withdrawal>>> facts) {
        Map<TopicPartition, Long> beats = new HashMap<>();
        for (Received<Optional<Withdrawal>> fact : facts) {
            if (fact.fact().isEmpty()) {
                var record = fact.record();
                beats.merge(
                        new TopicPartition(record.topic(), record.partition()),
                        record.offset(),
                        Math::max);
            }
        }
        return beats;
    }

    private Uni<List<StepCommand>> store(
            List<Received<Optional<Withdrawal>>> facts, Map<Integer, Instant> pulses, Instant at) {
        Set<Integer> partitions = new HashSet<>();
        facts.forEach(fact -> partitions.add(fact.record().partition()));
        List<Withdrawal> withdrawals =
                facts.stream().flatMap(fact -> fact.fact().stream()).toList();
        return Withdrawals.store(pool, partitions, withdrawals, pulses, at);
    }

    private void look(Map<TopicPartition, Long> ends, Instant at) {
        ends.forEach((partition, end) -> looks.put(partition, new Look(end, at)));
    }

    /** Since when, at the latest, consent is known to have lived. */
    static Map<Integer, Instant> pulses(
            Map<TopicPartition, Long> beats, Map<TopicPartition, Look> looks) {
        Map<Integer, Instant> pulses = new HashMap<>();
        beats.forEach(
                (partition, beat) -> {
                    Look before = looks.get(partition);
                    if (before != null && beat >= before.end()) {
                        pulses.put(partition.partition(), before.at());
                    }
                });
        return pulses;
    }

    /**
     * A no that cannot be read may be anybody's. Heartbeats behind it are not read either, so after
     * three seconds nothing is pushed.
     */
    @Override
    public Optional<Optional<Withdrawal>> unreadable(ConsumerRecord<String, byte[]> record) {
        throw new UnreadableWithdrawal();
    }

    /** Its name is what readiness tells. */
    static final class UnreadableWithdrawal extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Empty for a heartbeat. */
    @Override
    public Optional<Withdrawal> fact(ConsentWithdrawal record) {
        Withdrawn withdrawn = record.getWithdrawn();
        if (record.getKind() == WithdrawalKind.HEARTBEAT) {
            return Optional.empty();
        }
        if (withdrawn == null) {
            throw new IllegalArgumentException("a withdrawal without its record");
        }
        return Optional.of(
                new Withdrawal(
                        new BusinessId(withdrawn.getBusiness()),
                        new RecipientId(withdrawn.getRecipient()),
                        withdrawn.getPurpose(),
                        withdrawn.getChannel() == null
                                ? null
                                : Enums.domain(withdrawn.getChannel()),
                        withdrawn.getVersion()));
    }
}
