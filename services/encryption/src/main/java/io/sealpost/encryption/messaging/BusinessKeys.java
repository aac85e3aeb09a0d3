package io.sealpost.encryption.messaging;

import io.sealpost.encryption.EncryptionConfig;
import io.sealpost.encryption.keys.GatewayKeys;
import io.sealpost.encryption.store.GatewayKeyStore;
import io.sealpost.encryption.store.ProducerKeyStore;
import io.sealpost.hop.Publisher;
import io.sealpost.schemas.BusinessRecord;
import io.sealpost.seal.directory.SignedBusinessRecord;
import io.sealpost.seal.directory.Signer;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Stores each business's producer key, and gives it a gateway key and its first business record.
 * The rows are written first and the record is published afterwards, from its row. Every call
 * blocks, changes nothing when it is repeated, and throws where a dependency does not answer.
 */
@Singleton
class BusinessKeys {
    private static final String TOPIC = Catalogue.get().named("business-records").name();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Codec<BusinessRecord> codec;
    private final Pool pool;
    private final GatewayKeyStore store;
    private final ProducerKeyStore producers;
    private final GatewayKeys keys;
    private final Publisher publisher;
    private final InstantSource clock;
    private final Duration validity;

    @Inject
    BusinessKeys(
            SchemaRegistry registry,
            Pool pool,
            GatewayKeyStore store,
            ProducerKeyStore producers,
            GatewayKeys keys,
            Publisher publisher,
            InstantSource clock,
            EncryptionConfig config) {
        this.codec = new Codec<>(registry, BusinessRecord.class);
        this.pool = pool;
        this.store = store;
        this.producers = producers;
        this.keys = keys;
        this.publisher = publisher;
        this.clock = clock;
        this.validity = config.businessRecordValidity();
    }

    /** The producer key of one version of a business; null for none. */
    void storeProducerKey(BusinessId business, long version, @Nullable VerifyKey key) {
        await(producers.save(pool, business, version, key));
    }

    /** The business's record cannot be read, so its producer key is not known. */
    void markUnreadable(BusinessId business) {
        await(producers.markUnreadable(pool, business));
    }

    /**
     * Makes the gateway key and the business record, unless they exist, and publishes the record.
     */
    void provideGatewayKey(BusinessId business) {
        byte[] record = stored(business).orElseGet(() -> first(business));
        await(publisher.publish(List.of(new ProducerRecord<>(TOPIC, business.value(), record))));
    }

    private byte[] first(BusinessId business) {
        SigningKey key = SigningKey.generate();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        await(
                keys.wrap(pool, business, key)
                        .chain(
                                wrapped ->
                                        store.addFirst(
                                                pool,
                                                business,
                                                key.verifyKey().bytes().toArray(),
                                                wrapped,
                                                codec.encode(record(business, key, now)),
                                                now)));
        // If another replica was first, its key is the stored one.
        return stored(business).orElseThrow();
    }

    private Optional<byte[]> stored(BusinessId business) {
        return store.record(pool, business).await().atMost(TIMEOUT);
    }

    private BusinessRecord record(BusinessId business, SigningKey key, Instant now) {
        var record =
                new io.sealpost.seal.directory.BusinessRecord(
                        business,
                        1,
                        null,
                        null,
                        List.of(key.verifyKey()),
                        null,
                        List.of(Mode.GATEWAY),
                        now,
                        now.plus(validity));
        SignedBusinessRecord signed = record.signedBy(Signer.GATEWAY_KEY, key);
        return BusinessRecordWriter.avro(signed);
    }

    private static void await(Uni<Void> work) {
        Void unused = work.await().atMost(TIMEOUT);
    }
}
