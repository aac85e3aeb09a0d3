package io.sealpost.encryption.messaging;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.StartupEvent;
import io.sealpost.encryption.EncryptionConfig;
import io.sealpost.encryption.keys.GatewayKeys;
import io.sealpost.encryption.store.GatewayKeyStore;
import io.sealpost.encryption.store.ProducerKeyStore;
import io.sealpost.hop.CompactedTopic;
import io.sealpost.hop.Publisher;
import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.Mode;
import io.sealpost.seal.directory.BusinessRecord;
import io.sealpost.seal.directory.Signer;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each business's producer key and gives it a gateway key and its first record: the rows
 * first, the topic after. All of the topic is read at every start, so what a crash left between the
 * two is healed then.
 */
@Singleton
class Businesses {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> kafka;
    private final Codec<Business> input;
    private final Codec<io.sealpost.schemas.BusinessRecord> output;
    private final Pool pool;
    private final GatewayKeyStore store;
    private final ProducerKeyStore producers;
    private final GatewayKeys keys;
    private final Publisher publisher;
    private final InstantSource clock;
    private final Duration validity;
    private final CompletableFuture<Void> read = new CompletableFuture<>();
    private volatile @Nullable CompactedTopic topic;

    @Inject
    Businesses(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SchemaRegistry registry,
            Pool pool,
            GatewayKeyStore store,
            ProducerKeyStore producers,
            GatewayKeys keys,
            Publisher publisher,
            InstantSource clock,
            EncryptionConfig config) {
        this.kafka = kafka;
        this.input = new Codec<>(registry, Business.class);
        this.output = new Codec<>(registry, io.sealpost.schemas.BusinessRecord.class);
        this.pool = pool;
        this.store = store;
        this.producers = producers;
        this.keys = keys;
        this.publisher = publisher;
        this.clock = clock;
        this.validity = config.businessRecordValidity();
    }

    void onStart(@Observes StartupEvent start) {
        CompactedTopic followed = CompactedTopic.follow(kafka, "businesses", this::apply);
        topic = followed;
        var unused = followed.upToNow().thenRun(() -> read.complete(null));
    }

    /**
     * Done once everything told of businesses before the start is in the rows: a producer key may
     * have been registered while nobody was here, and what is sealed earlier would not be asked for
     * its signature. Fails where that takes long, for readiness to tell of it.
     */
    Uni<Void> read() {
        return Uni.createFrom()
                .deferred(() -> read.isDone() ? Uni.createFrom().voidItem() : within(read.copy()));
    }

    /**
     * Done once everything told of businesses until now is in the rows: only then is somebody known
     * to be unknown. Fails as {@link #read} does.
     */
    Uni<Void> readUpToNow() {
        return read().chain(() -> within(requireNonNull(topic).upToNow()));
    }

    private static Uni<Void> within(CompletableFuture<Void> done) {
        return Uni.createFrom().completionStage(done).ifNoItem().after(PATIENCE).fail();
    }

    private void apply(String key, byte @Nullable [] value) {
        if (!BusinessId.isValid(key)) {
            return;
        }
        BusinessId business = new BusinessId(key);
        if (input.decode(value) instanceof Value<Business>(Business told) && hasReadableKey(told)) {
            keep(business, told);
            if (told.getStatus() == BusinessStatus.ACTIVE
                    && told.getAllowedModes().contains(Mode.GATEWAY)) {
                publish(business);
            }
        } else {
            producers.forget(pool, business).await().atMost(PATIENCE);
        }
    }

    private static boolean hasReadableKey(Business told) {
        ByteBuffer key = told.getProducerKey();
        return key == null || key.remaining() == VerifyKey.SIZE;
    }

    /** Before the gateway's key: whoever has a device is known here, whatever their status. */
    private void keep(BusinessId business, Business told) {
        ByteBuffer key = told.getProducerKey();
        producers
                .keep(
                        pool,
                        business,
                        told.getVersion(),
                        key == null ? null : new VerifyKey(ClearedMessages.bytes(key)))
                .await()
                .atMost(PATIENCE);
    }

    private void publish(BusinessId business) {
        byte[] record = stored(business).orElseGet(() -> first(business));
        publisher
                .publish(
                        List.of(new ProducerRecord<>("business-records", business.value(), record)))
                .await()
                .atMost(PATIENCE);
    }

    private byte[] first(BusinessId business) {
        SigningKey key = SigningKey.generate();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        keys.wrap(pool, business, key)
                .chain(
                        wrapped ->
                                store.addFirst(
                                        pool,
                                        business,
                                        key.verifyKey().bytes().toArray(),
                                        wrapped,
                                        output.encode(record(business, key, now)),
                                        now))
                .await()
                .atMost(PATIENCE);
        // Another replica may have been first: then its key is the one.
        return stored(business).orElseThrow();
    }

    private Optional<byte[]> stored(BusinessId business) {
        return store.record(pool, business).await().atMost(PATIENCE);
    }

    private io.sealpost.schemas.BusinessRecord record(
            BusinessId business, SigningKey key, Instant now) {
        BusinessRecord record =
                new BusinessRecord(
                        business,
                        1,
                        null,
                        null,
                        List.of(key.verifyKey()),
                        null,
                        List.of(io.sealpost.seal.id.Mode.GATEWAY),
                        now,
                        now.plus(validity));
        return SignedObjects.record(record.signedBy(Signer.GATEWAY_KEY, key));
    }

    @PreDestroy
    void stop() {
        CompactedTopic followed = topic;
        if (followed != null) {
            followed.close();
        }
    }
}
