package io.sealpost.delivery.withdrawals;

import io.sealpost.delivery.domain.StepCommand;
import io.sealpost.delivery.domain.Withdrawal;
import io.sealpost.delivery.steps.StepCommandWriter;
import io.sealpost.delivery.store.DatabaseClock;
import io.sealpost.delivery.store.Withdrawals;
import io.sealpost.delivery.withdrawals.WithdrawalTable.Fact;
import io.sealpost.hop.FactConsumer;
import io.sealpost.hop.FactConsumer.Received;
import io.sealpost.schemas.ConsentWithdrawal;
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
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Stores withdrawals and the pulse of consent, and recalls the messages that they cover. */
final class WithdrawalTable implements FactConsumer.Table<ConsentWithdrawal, Fact> {

    /** What a record of {@code consent-withdrawals} states. */
    sealed interface Fact {}

    /** Consent was running when it wrote this. */
    record Heartbeat() implements Fact {}

    /** A consent is no longer in force. */
    record WithdrawnConsent(Withdrawal withdrawal) implements Fact {}

    private final Pool pool;
    private final PartitionEnds ends;
    private final StepCommandWriter steps;
    private final ConsentPulse pulse = new ConsentPulse();

    WithdrawalTable(Pool pool, PartitionEnds ends, StepCommandWriter steps) {
        this.pool = pool;
        this.ends = ends;
        this.steps = steps;
    }

    @Override
    public Fact fact(ConsentWithdrawal record) {
        return switch (record.getKind()) {
            case HEARTBEAT -> new Heartbeat();
            case WITHDRAWN, UNKNOWN ->
                    Optional.ofNullable(record.getWithdrawn())
                            .map(withdrawn -> new WithdrawnConsent(withdrawal(withdrawn)))
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "no record of a withdrawal"));
        };
    }

    private static Withdrawal withdrawal(Withdrawn withdrawn) {
        return new Withdrawal(
                new BusinessId(withdrawn.getBusiness()),
                new RecipientId(withdrawn.getRecipient()),
                withdrawn.getPurpose(),
                withdrawn.getChannel() == null ? null : Enums.domain(withdrawn.getChannel()),
                withdrawn.getVersion());
    }

    /**
     * A withdrawal that cannot be read may be anybody's. The heartbeats behind it are not read
     * either, so after three seconds nothing is pushed (docs/adr/0016).
     */
    @Override
    public Optional<Fact> unreadable(ConsumerRecord<String, byte[]> record) {
        throw new UnreadableWithdrawal();
    }

    /** Readiness shows the name of this class. */
    static final class UnreadableWithdrawal extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public Uni<List<ProducerRecord<String, byte[]>>> apply(List<Received<Fact>> facts) {
        if (facts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Map<TopicPartition, Long> heartbeats = lastHeartbeats(facts);
        // The clock is read before the ends: what is written behind the ends is later than it.
        return DatabaseClock.now(pool)
                .chain(
                        now ->
                                ends.of(heartbeats.keySet())
                                        .chain(
                                                found ->
                                                        store(facts, heartbeats, now)
                                                                .invoke(
                                                                        () ->
                                                                                pulse.note(
                                                                                        found,
                                                                                        now))))
                .map(recalls -> recalls.stream().map(steps::record).toList());
    }

    private static Map<TopicPartition, Long> lastHeartbeats(List<Received<Fact>> facts) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Received<Fact> received : facts) {
            if (received.fact() instanceof Heartbeat) {
                var record = received.record();
                offsets.merge(
                        new TopicPartition(record.topic(), record.partition()),
                        record.offset(),
                        Math::max);
            }
        }
        return offsets;
    }

    private Uni<List<StepCommand>> store(
            List<Received<Fact>> facts, Map<TopicPartition, Long> heartbeats, Instant now) {
        Set<Integer> partitions = new HashSet<>();
        facts.forEach(received -> partitions.add(received.record().partition()));
        List<Withdrawal> withdrawals =
                facts.stream().map(Received::fact).flatMap(WithdrawalTable::withdrawals).toList();
        return Withdrawals.store(pool, partitions, withdrawals, pulse.provenBy(heartbeats), now);
    }

    private static Stream<Withdrawal> withdrawals(Fact fact) {
        return switch (fact) {
            case WithdrawnConsent(Withdrawal withdrawal) -> Stream.of(withdrawal);
            case Heartbeat() -> Stream.empty();
        };
    }
}
