package io.sealpost.audit.store;

import io.sealpost.tlog.Frontier;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The stored log, as the writer last read or committed it: its frontier, and the next offset of
 * each partition. Immutable, so it stays valid if a commit fails.
 */
public record LogState(Frontier frontier, Map<TopicPartition, Long> offsets) {

    LogState moved(Frontier after, Map<TopicPartition, OffsetAndMetadata> read) {
        Map<TopicPartition, Long> next = new HashMap<>(offsets);
        read.forEach((partition, offset) -> next.put(partition, offset.offset()));
        return new LogState(after, Map.copyOf(next));
    }
}
