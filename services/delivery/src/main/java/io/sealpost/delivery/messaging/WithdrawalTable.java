package io.sealpost.delivery.messaging;

import io.sealpost.delivery.domain.StepCommand;
import io.sealpost.delivery.domain.Withdrawal;
import io.sealpost.delivery.messaging.Follower.Told;
import io.sealpost.delivery.store.Withdrawals;
import io.sealpost.schemas.ConsentWithdrawal;
import io.sealpost.schemas.WithdrawalKind;
import io.sealpost.schemas.Withdrawn;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Stores withdrawals and the pulse of consent, and recalls what they cover.
 *
 * <p>A heartbeat counts only if its poll reached the end of the partition: while an old backlog is
 * read, a later withdrawal may still be unread, so the pulse must not look fresh.
 */
final class WithdrawalTable implements Follower.Table<ConsentWithdrawal, Optional<Withdrawal>> {

    private final Pool pool;
    private final PartitionEnds ends;
    private final StepWriter steps;

    WithdrawalTable(Pool pool, PartitionEnds ends, StepWriter steps) {
        this.pool = pool;
        this.ends = ends;
        this.steps = steps;
    }

    @Override
    public Uni<List<ProducerRecord<String, byte[]>>> apply(List<Told<Optional<Withdrawal>>> facts) {
        if (facts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Map<TopicPartition, Long> read = new HashMap<>();
        Set<TopicPartition> alive = new HashSet<>();
        for (Told<Optional<Withdrawal>> fact : facts) {
            TopicPartition partition =
                    new TopicPartition(fact.record().topic(), fact.record().partition());
            read.merge(partition, fact.record().offset() + 1, Math::max);
            if (fact.fact().isEmpty()) {
                alive.add(partition);
            }
        }
        // The clock before the ends: what is told after this instant is not claimed to be stored.
        return Withdrawals.now(pool)
                .chain(at -> ends.of(alive).chain(end -> store(facts, read, alive, end, at)))
                .map(recalls -> recalls.stream().map(steps::write).toList());
    }

    private Uni<List<StepCommand>> store(
            List<Told<Optional<Withdrawal>>> facts,
            Map<TopicPartition, Long> read,
            Set<TopicPartition> alive,
            Map<TopicPartition, Long> ends,
            Instant at) {
        Set<Integer> partitions = new HashSet<>();
        read.keySet().forEach(partition -> partitions.add(partition.partition()));
        List<Withdrawal> withdrawals =
                facts.stream().flatMap(fact -> fact.fact().stream()).toList();
        return Withdrawals.store(pool, partitions, withdrawals, caughtUp(read, alive, ends), at);
    }

    /** The partitions with a heartbeat that were read to their end. */
    static Set<Integer> caughtUp(
            Map<TopicPartition, Long> read,
            Set<TopicPartition> alive,
            Map<TopicPartition, Long> ends) {
        Set<Integer> caughtUp = new HashSet<>();
        for (TopicPartition partition : alive) {
            if (read.getOrDefault(partition, 0L) >= ends.getOrDefault(partition, Long.MAX_VALUE)) {
                caughtUp.add(partition.partition());
            }
        }
        return caughtUp;
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
                        withdrawn.getChannel() == null ? null : withdrawn.getChannel().name(),
                        withdrawn.getVersion()));
    }
}
