package io.sealpost.consent.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sealpost.consent.ConsentConfig;
import io.sealpost.consent.store.HeartbeatStore;
import io.sealpost.hop.beans.Hops;
import io.sealpost.schemas.ConsentWithdrawal;
import io.sealpost.schemas.WithdrawalKind;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends a heartbeat to every partition of {@code consent-withdrawals} each half second. It states
 * to delivery that consent works and that every earlier withdrawal is published (docs/design.md
 * §4).
 *
 * <p>A heartbeat needs a commit of {@link HeartbeatStore}, which is refused while any replica has
 * committed a withdrawal that the broker has not acknowledged. So a heartbeat can overtake only a
 * withdrawal that commits between the heartbeat's own commit and its arrival. No heartbeat follows
 * until that withdrawal is published, so delivery pushes wrongly for at most the 3 s that one
 * heartbeat is valid. For the same reason a heartbeat that is late, here or in {@link
 * HeartbeatProducer}, is dropped. While the ledger's batch is being retried there is no heartbeat:
 * the batch may contain a withdrawal.
 */
@ApplicationScoped
class HeartbeatTimer {
    private static final Logger LOG = Logger.getLogger(HeartbeatTimer.class);

    /** Attempts for each heartbeat: one that met a pending withdrawal is repeated soon. */
    private static final int ATTEMPTS = 8;

    private static final Duration MAX_DELAY = Duration.ofMillis(500);

    private final Hops hops;
    private final HeartbeatStore store;
    private final HeartbeatProducer producer;
    private final Codec<ConsentWithdrawal> codec;
    private final Duration every;
    private @Nullable Cancellable timer;

    @Inject
    HeartbeatTimer(
            Hops hops,
            HeartbeatStore store,
            HeartbeatProducer producer,
            SchemaRegistry registry,
            ConsentConfig config) {
        this.hops = hops;
        this.store = store;
        this.producer = producer;
        this.codec = new Codec<>(registry, ConsentWithdrawal.class);
        this.every = config.heartbeatEvery();
    }

    void start(@Observes StartupEvent started) {
        timer =
                Multi.createFrom()
                        .ticks()
                        .every(every.dividedBy(ATTEMPTS))
                        .onOverflow()
                        .drop()
                        .onItem()
                        .transformToUniAndConcatenate(tick -> sendIfDue())
                        .subscribe()
                        .with(sent -> {});
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private Uni<Void> sendIfDue() {
        if (hops.isStalled(LedgerStation.NAME)) {
            return none();
        }
        long start = System.nanoTime();
        return store.claim(every)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .ifNotNull()
                .transformToUni(at -> isLate(start) ? none() : producer.publish(heartbeats(at)))
                .onFailure()
                .invoke(
                        e ->
                                LOG.debugf(
                                        "heartbeat not sent failure=%s",
                                        e.getClass().getSimpleName()))
                .onFailure()
                .recoverWithItem(() -> null);
    }

    private List<ProducerRecord<String, byte[]>> heartbeats(Instant at) {
        List<ProducerRecord<String, byte[]>> heartbeats = new ArrayList<>();
        for (int partition = 0; partition < LedgerWriter.WITHDRAWALS.partitions(); partition++) {
            ConsentWithdrawal heartbeat =
                    new ConsentWithdrawal(UUID.randomUUID(), WithdrawalKind.HEARTBEAT, at, null);
            heartbeats.add(
                    new ProducerRecord<>(
                            LedgerWriter.WITHDRAWALS.name(),
                            partition,
                            "heartbeat",
                            codec.encode(heartbeat)));
        }
        return heartbeats;
    }

    private static boolean isLate(long start) {
        return System.nanoTime() - start > MAX_DELAY.toNanos();
    }

    private static Uni<Void> none() {
        return Uni.createFrom().voidItem();
    }
}
