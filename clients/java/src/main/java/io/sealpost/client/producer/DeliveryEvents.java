package io.sealpost.client.producer;

import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Reads a business's delivery events, each event id once: the topic carries an event at least once,
 * and its repeats have the same bytes. All ids that were read stay in memory, so this is for tools
 * and tests; a program that runs for long keeps the ids in its own store. Not thread-safe.
 */
public final class DeliveryEvents implements AutoCloseable {
    private final TopicReader topic;
    private final Codec<DeliveryEvent> codec;
    private final Set<UUID> seen = new HashSet<>();

    private DeliveryEvents(TopicReader topic, Connection connection) {
        this.topic = topic;
        this.codec = new Codec<>(connection.schemaRegistry(), DeliveryEvent.class);
    }

    /** All events that the topic has, then the new ones. */
    public static DeliveryEvents fromStart(Connection connection, BusinessId business) {
        String name = TenantTopics.deliveryEvents(business);
        return new DeliveryEvents(TopicReader.fromStart(connection, name), connection);
    }

    /** Only the events that are published after this call. */
    public static DeliveryEvents fromEnd(Connection connection, BusinessId business) {
        String name = TenantTopics.deliveryEvents(business);
        return new DeliveryEvents(TopicReader.fromEnd(connection, name), connection);
    }

    /** The events since the last call; waits at most 100 ms where there are none. */
    public List<DeliveryEvent> next() {
        List<DeliveryEvent> events = new ArrayList<>();
        for (var record : topic.poll()) {
            if (codec.decode(record.value()) instanceof Decoded.Value<DeliveryEvent>(var event)
                    && seen.add(event.getEventId())) {
                events.add(event);
            }
        }
        return events;
    }

    @Override
    public void close() {
        topic.close();
    }
}
