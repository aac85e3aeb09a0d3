package io.sealpost.encryption.messaging;

import io.quarkus.runtime.StartupEvent;
import io.sealpost.encryption.EncryptionConfig;
import io.sealpost.encryption.keys.GatewayKeys;
import io.sealpost.encryption.store.GatewayKeyStore;
import io.sealpost.hop.CompactedTopic;
import io.sealpost.hop.Publisher;
import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.Mode;
import io.sealpost.seal.directory.BusinessRecord;
import io.sealpost.seal.directory.Signer;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.Registry;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gives each business a gateway key and its first record: the rows first, the topic after. All of
 * the topic is read at every start, so what a crash left between the two is healed then.
 */
@Singleton
class Businesses {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> kafka;
    private final Codec<Business> input;
    private final Codec<io.sealpost.schemas.BusinessRecord> output;
    private final Pool pool;
    private final GatewayKeyStore store;
    private final GatewayKeys keys;
    private final Publisher publisher;
    private final InstantSource clock;
    private final Duration validity;
    private @Nullable CompactedTopic topic;

    @Inject
    Businesses(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Registry registry,
            Pool pool,
            GatewayKeyStore store,
            GatewayKeys keys,
            Publisher publisher,
            InstantSource clock,
            EncryptionConfig config) {
        this.kafka = kafka;
        this.input = new Codec<>(registry, Business.class);
        this.output = new Codec<>(registry, io.sealpost.schemas.BusinessRecord.class);
        this.pool = pool;
        this.store = store;
        this.keys = keys;
        this.publisher = publisher;
        this.clock = clock;
        this.validity = config.businessRecordValidity();
    }

    void onStart(@Observes StartupEvent start) {
        topic = CompactedTopic.follow(kafka, "businesses", this::apply);
    }

    private void apply(String key, byte @Nullable [] value) {
        if (input.decode(value) instanceof Value<Business>(Business told)
                && told.getStatus() == BusinessStatus.ACTIVE
                && told.getAllowedModes().contains(Mode.GATEWAY)
                && BusinessId.isValid(told.getBusiness())) {
            publish(new BusinessId(told.getBusiness()));
        }
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
        store.addFirst(
                        pool,
                        business,
                        key.verifyKey().bytes().toArray(),
                        keys.wrap(business, key),
                        output.encode(record(business, key, now)),
                        now)
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
        if (topic != null) {
            topic.close();
        }
    }
}
