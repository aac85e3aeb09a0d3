package io.sealpost.delivery.withdrawals;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the broker where partitions end now. Has a client of its own, because the consumer would
 * answer only after its next poll, which may have brought new records.
 */
@ApplicationScoped
class PartitionEnds {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Admin admin;

    @Inject
    PartitionEnds(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().retainAll(AdminClientConfig.configNames());
        this.admin = Admin.create(settings);
    }

    /** The offset after the last record of each partition; fails if the broker does not answer. */
    Uni<Map<TopicPartition, Long>> of(Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream()
                        .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        return Uni.createFrom()
                .completionStage(() -> admin.listOffsets(latest).all().toCompletionStage())
                .map(PartitionEnds::offsets);
    }

    private static Map<TopicPartition, Long> offsets(
            Map<TopicPartition, ListOffsetsResultInfo> infos) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        infos.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    @PreDestroy
    void close() {
        admin.close(CLOSE_TIMEOUT);
    }
}
