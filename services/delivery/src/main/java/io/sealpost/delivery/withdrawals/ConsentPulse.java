package io.sealpost.delivery.withdrawals;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Dates heartbeats by this service's own database, never by another machine's clock (docs/design.md
 * §4, Heartbeats; docs/adr/0029).
 *
 * <p>A heartbeat at or behind the end that its partition had at some earlier time was written after
 * that time, and every withdrawal before it has been read. So consent was running at that time, and
 * a backlog of old heartbeats proves nothing, however late it is read. Thread-safe.
 */
final class ConsentPulse {
    private record PartitionEnd(long offset, Instant at) {}

    private final Map<TopicPartition, PartitionEnd> earlier = new ConcurrentHashMap<>();

    /** Notes where partitions ended; {@code at} is a time before the broker was asked. */
    void note(Map<TopicPartition, Long> ends, Instant at) {
        ends.forEach((partition, offset) -> earlier.put(partition, new PartitionEnd(offset, at)));
    }

    /**
     * A time at which consent was running, for each partition whose heartbeat proves one.
     *
     * @param heartbeats the offset of the last heartbeat of each partition
     */
    Map<Integer, Instant> provenBy(Map<TopicPartition, Long> heartbeats) {
        Map<Integer, Instant> pulses = new HashMap<>();
        heartbeats.forEach(
                (partition, heartbeat) -> {
                    PartitionEnd end = earlier.get(partition);
                    if (end != null && heartbeat >= end.offset()) {
                        pulses.put(partition.partition(), end.at());
                    }
                });
        return pulses;
    }
}
