package io.sealpost.client.producer;

import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.SchemaRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A business's delivery events, each event id once: events come at least once and repeats have
 * equal bytes. Remembers the ids it has told, so it is for tools and tests; a long-running consumer
 * keeps them in its own store. Not thread-safe.
 */
public final class DeliveryEvents implements AutoCloseable {
    private final TopicReader topic;
    private final Codec<DeliveryEvent> codec;
    private final Set<UUID> told = new HashSet<>();

    private DeliveryEvents(TopicReader topic, SchemaRegistry registry) {
        this.topic = topic;
        this.codec = new Codec<>(registry, DeliveryEvent.class);
    }

    public static DeliveryEvents fromStart(
            Map<String, Object> connection, SchemaRegistry registry, BusinessId business) {
        String name = TenantTopics.deliveryEvents(business);
        return new DeliveryEvents(TopicReader.fromStart(connection, name), registry);
    }

    public static DeliveryEvents fromEnd(
            Map<String, Object> connection, SchemaRegistry registry, BusinessId business) {
        String name = TenantTopics.deliveryEvents(business);
        return new DeliveryEvents(TopicReader.fromEnd(connection, name), registry);
    }

    /** What has come since the last call; waits a tenth of a second where nothing has. */
    public List<DeliveryEvent> next() {
        List<DeliveryEvent> events = new ArrayList<>();
        for (var record : topic.poll()) {
            if (codec.decode(record.value()) instanceof Decoded.Value<DeliveryEvent>(var event)
                    && told.add(event.getEventId())) {
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
