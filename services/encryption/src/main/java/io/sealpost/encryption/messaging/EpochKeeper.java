package io.sealpost.encryption.messaging;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.sealpost.encryption.keys.Epochs;
import io.sealpost.encryption.sealing.GatewaySessionCache;
import io.sealpost.encryption.store.EpochRow;
import io.sealpost.encryption.store.EpochStore;
import io.sealpost.hop.Publisher;
import io.sealpost.schemas.GatewayEpoch;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes, publishes and destroys the gateway epochs in time: there is always a current one, and no
 * private key outlives its epoch. The rows are written first; a row that is not on the topic yet is
 * published in the next round.
 */
@Default
@Readiness
@Singleton
class EpochKeeper implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(EpochKeeper.class);
    private static final String TOPIC = Catalogue.get().named("gateway-epochs").name();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final AtomicBoolean publishedAtStart = new AtomicBoolean();
    private final AtomicBoolean currentPublished = new AtomicBoolean();
    private final Pool pool;
    private final Epochs epochs;
    private final EpochStore store;
    private final GatewaySessionCache sessions;
    private final Publisher publisher;
    private final Codec<GatewayEpoch> codec;
    private final InstantSource clock;

    @Inject
    EpochKeeper(
            Pool pool,
            Epochs epochs,
            EpochStore store,
            GatewaySessionCache sessions,
            Publisher publisher,
            SchemaRegistry registry,
            InstantSource clock) {
        this.pool = pool;
        this.epochs = epochs;
        this.store = store;
        this.sessions = sessions;
        this.publisher = publisher;
        this.codec = new Codec<>(registry, GatewayEpoch.class);
        this.clock = clock;
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void updateRows() {
        attempt(this::update);
    }

    /** On a timer of its own: while the broker is unavailable, keys must still be destroyed. */
    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void updateTopic() {
        attempt(this::publish);
    }

    private static void attempt(Runnable round) {
        try {
            round.run();
        } catch (RuntimeException e) {
            // The next round repeats it. Only the class is logged: a message may quote values.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            LOG.warnf(
                    "gateway epochs not updated, retrying failure=%s",
                    cause.getClass().getSimpleName());
        }
    }

    /**
     * Destroys and makes the epochs that are due. Blocks. Destroying comes first, in a transaction
     * of its own: making needs the key-encryption key, which may be unavailable.
     */
    void update() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        await(pool.withTransaction(transaction -> epochs.destroyOld(transaction, now)));
        sessions.discardDestroyed();
        await(pool.withTransaction(transaction -> epochs.makeNext(transaction, now)));
    }

    /** Publishes the rows that are not on the topic yet. Blocks. */
    void publish() {
        if (!publishedAtStart.get()) {
            await(store.markUnpublished(pool, clock.instant()));
            publishedAtStart.set(true);
        }
        List<EpochRow> rows = store.unpublished(pool).await().atMost(TIMEOUT);
        await(publisher.publish(rows.stream().map(this::record).toList()));
        if (!rows.isEmpty()) {
            await(store.markPublished(pool, rows));
        }
        Instant now = clock.instant();
        if (rows.stream().anyMatch(row -> now.isBefore(row.sealUntil()))) {
            currentPublished.set(true);
        }
    }

    /** Ready once a current epoch is on the topic. */
    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway-epoch").status(currentPublished.get()).build();
    }

    /** A destroyed epoch is removed from the topic by a record without a value. */
    private ProducerRecord<String, byte[]> record(EpochRow row) {
        return new ProducerRecord<>(TOPIC, row.id(), value(row));
    }

    private byte @Nullable [] value(EpochRow row) {
        return row.wrappedPrivate().isEmpty()
                ? null
                : codec.encode(
                        GatewayEpoch.newBuilder()
                                .setId(row.id())
                                .setSuite(row.suite())
                                .setPublicKey(ByteBuffer.wrap(row.publicKey()))
                                .setSealUntil(row.sealUntil())
                                .setDestroyAt(row.destroyAt())
                                .setVersion(row.version())
                                .build());
    }

    private static void await(Uni<Void> work) {
        Void unused = work.await().atMost(TIMEOUT);
    }
}
