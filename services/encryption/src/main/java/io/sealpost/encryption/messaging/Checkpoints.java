package io.sealpost.encryption.messaging;

import io.quarkus.runtime.StartupEvent;
import io.sealpost.encryption.sealing.Checkpoint;
import io.sealpost.hop.CompactedTopic;
import io.sealpost.schemas.LogCheckpoint;
import io.sealpost.seal.Sha256;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows the audit log's checkpoints, for devices to compare with what they are shown elsewhere.
 */
@Singleton
class Checkpoints {
    private final Map<String, Object> kafka;
    private final Codec<LogCheckpoint> codec;
    private @Nullable CompactedTopic topic;

    /** Written by the follower's one thread. */
    private volatile Checkpoint newest = Checkpoint.NONE;

    @Inject
    Checkpoints(@Identifier("default-kafka-broker") Map<String, Object> kafka, SchemaRegistry registry) {
        this.kafka = kafka;
        this.codec = new Codec<>(registry, LogCheckpoint.class);
    }

    void onStart(@Observes StartupEvent start) {
        topic = CompactedTopic.follow(kafka, "checkpoints", this::apply);
    }

    Checkpoint newest() {
        return newest;
    }

    private void apply(String origin, byte @Nullable [] value) {
        if (codec.decode(value) instanceof Value<LogCheckpoint>(LogCheckpoint told)
                && told.getRoot().remaining() == Sha256.SIZE) {
            Sha256 root = new Sha256(ClearedMessages.bytes(told.getRoot()));
            newest = newest.newer(new Checkpoint(told.getSize(), root));
        }
    }

    @PreDestroy
    void stop() {
        if (topic != null) {
            topic.close();
        }
    }
}
