package io.sealpost.encryption.messaging;

import io.quarkus.runtime.StartupEvent;
import io.sealpost.encryption.sealing.KnownCheckpoint;
import io.sealpost.hop.CompactedTopic;
import io.sealpost.schemas.LogCheckpoint;
import io.sealpost.seal.Sha256;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Catalogue;
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

/** Follows {@code checkpoints}, the signed states of the audit log. Thread-safe. */
@Singleton
class NewestCheckpoint {
    private static final String TOPIC = Catalogue.get().named("checkpoints").name();

    private final Map<String, Object> kafka;
    private final Codec<LogCheckpoint> codec;
    private @Nullable CompactedTopic topic;

    /** Only the topic's one thread writes it. */
    private volatile KnownCheckpoint newest = KnownCheckpoint.NONE;

    @Inject
    NewestCheckpoint(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SchemaRegistry registry) {
        this.kafka = kafka;
        this.codec = new Codec<>(registry, LogCheckpoint.class);
    }

    void onStart(@Observes StartupEvent start) {
        topic = CompactedTopic.follow(kafka, TOPIC, this::apply);
    }

    KnownCheckpoint get() {
        return newest;
    }

    private void apply(String origin, byte @Nullable [] value) {
        if (codec.decode(value) instanceof Value<LogCheckpoint>(LogCheckpoint checkpoint)
                && checkpoint.getRoot().remaining() == Sha256.SIZE) {
            Sha256 root = Sha256.from(AvroBytes.of(checkpoint.getRoot()));
            newest = newest.newer(new KnownCheckpoint(checkpoint.getSize(), root));
        }
    }

    @PreDestroy
    void stop() {
        if (topic != null) {
            topic.close();
        }
    }
}
