package io.sealpost.encryption.messaging;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.StartupEvent;
import io.sealpost.hop.CompactedTopic;
import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.Enums;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Follows {@code businesses}: all of the topic at every start, then what is added. Thread-safe.
 * What {@link BusinessKeys} does for a record may be repeated at any time.
 */
@Singleton
class BusinessesTopic {
    private static final String TOPIC = Catalogue.get().named("businesses").name();
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private final Map<String, Object> kafka;
    private final Codec<Business> codec;
    private final BusinessKeys keys;
    private final CompletableFuture<Void> read = new CompletableFuture<>();
    private volatile @Nullable CompactedTopic topic;

    @Inject
    BusinessesTopic(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SchemaRegistry registry,
            BusinessKeys keys) {
        this.kafka = kafka;
        this.codec = new Codec<>(registry, Business.class);
        this.keys = keys;
    }

    void onStart(@Observes StartupEvent start) {
        CompactedTopic followed = CompactedTopic.follow(kafka, TOPIC, this::apply);
        topic = followed;
        var unused = followed.upToNow().thenRun(() -> read.complete(null));
    }

    /**
     * Done when every record from before the start is stored. A producer key may have been
     * registered while this process was down, and content that was sealed earlier would not be
     * checked against it. Fails after {@link #READ_TIMEOUT}, so that readiness turns red.
     */
    Uni<Void> read() {
        return Uni.createFrom()
                .deferred(() -> read.isDone() ? Uni.createFrom().voidItem() : limit(read.copy()));
    }

    /**
     * Done when every record from before this call is stored: a business without a row is unknown
     * then. Fails as {@link #read} does.
     */
    Uni<Void> readUpToNow() {
        return read().chain(() -> limit(requireNonNull(topic).upToNow()));
    }

    private static Uni<Void> limit(CompletableFuture<Void> done) {
        return Uni.createFrom().completionStage(done).ifNoItem().after(READ_TIMEOUT).fail();
    }

    private void apply(String key, byte @Nullable [] value) {
        if (!BusinessId.isValid(key)) {
            return;
        }
        BusinessId business = new BusinessId(key);
        if (codec.decode(value) instanceof Value<Business>(Business record)
                && hasReadableKey(record)) {
            apply(business, record);
        } else {
            keys.markUnreadable(business);
        }
    }

    /**
     * The producer key first, whatever the status: a business that has devices must be known here.
     */
    private void apply(BusinessId business, Business record) {
        keys.storeProducerKey(business, record.getVersion(), producerKey(record));
        if (record.getStatus() == BusinessStatus.ACTIVE && allowsGateway(record)) {
            keys.provideGatewayKey(business);
        }
    }

    private static boolean allowsGateway(Business record) {
        return record.getAllowedModes().stream().map(Enums::domain).anyMatch(Mode.GATEWAY::equals);
    }

    private static boolean hasReadableKey(Business record) {
        ByteBuffer key = record.getProducerKey();
        return key == null || key.remaining() == VerifyKey.SIZE;
    }

    private static @Nullable VerifyKey producerKey(Business record) {
        ByteBuffer key = record.getProducerKey();
        return key == null ? null : VerifyKey.of(AvroBytes.of(key));
    }

    @PreDestroy
    void stop() {
        CompactedTopic followed = topic;
        if (followed != null) {
            followed.close();
        }
    }
}
