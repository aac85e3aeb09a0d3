package io.sealpost.encryption.messaging;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.sealpost.encryption.keys.Epochs;
import io.sealpost.encryption.sealing.OpenSessions;
import io.sealpost.encryption.store.EpochRow;
import io.sealpost.encryption.store.EpochStore;
import io.sealpost.hop.Publisher;
import io.sealpost.schemas.GatewayEpoch;
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
 * Sees to it that producers always find a current epoch, and that old ones are destroyed in time.
 * The rows first, the topic after; what is not on the topic yet is told at the next round.
 */
@Default
@Readiness
@Singleton
class EpochKeeper implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(EpochKeeper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicBoolean toldAtStart = new AtomicBoolean();
    private final AtomicBoolean published = new AtomicBoolean();
    private final Pool pool;
    private final Epochs epochs;
    private final EpochStore store;
    private final OpenSessions sessions;
    private final Publisher publisher;
    private final Codec<GatewayEpoch> codec;
    private final InstantSource clock;

    @Inject
    EpochKeeper(
            Pool pool,
            Epochs epochs,
            EpochStore store,
            OpenSessions sessions,
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
    void keepRows() {
        attempt(this::keep);
    }

    /** Apart: a broker that is away keeps whoever publishes, and no key lives longer for that. */
    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void keepTopic() {
        attempt(this::tell);
    }

    private static void attempt(Runnable round) {
        try {
            round.run();
        } catch (RuntimeException e) {
            // The next round repeats it. The class only: a driver's message may quote values.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            LOG.warnf("epochs: again soon failure=%s", cause.getClass().getSimpleName());
        }
    }

    /**
     * Destroys and makes what is due; on a worker thread. Apart, and destroying first: making needs
     * a key service, and no key lives longer because that is away.
     */
    void keep() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        await(pool.withTransaction(transaction -> epochs.destroyOld(transaction, now)));
        sessions.forgetDestroyed();
        await(pool.withTransaction(transaction -> epochs.makeNext(transaction, now)));
    }

    /** Publishes what is not on the topic yet; on a worker thread. */
    void tell() {
        if (!toldAtStart.get()) {
            await(store.publishAgain(pool, clock.instant()));
            toldAtStart.set(true);
        }
        List<EpochRow> rows = store.unpublished(pool).await().atMost(PATIENCE);
        await(publisher.publish(rows.stream().map(this::record).toList()));
        if (!rows.isEmpty()) {
            await(store.markPublished(pool, rows));
        }
        Instant now = clock.instant();
        if (rows.stream().anyMatch(row -> now.isBefore(row.sealUntil()))) {
            published.set(true);
        }
    }

    /** Ready once producers can find an epoch. */
    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway-epoch").status(published.get()).build();
    }

    /** A destroyed epoch leaves the topic. */
    private ProducerRecord<String, byte[]> record(EpochRow row) {
        return new ProducerRecord<>("gateway-epochs", row.id(), value(row));
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
        Void unused = work.await().atMost(PATIENCE);
    }
}
