package io.sealpost.consent.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sealpost.consent.ConsentConfig;
import io.sealpost.consent.store.Pulse;
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
 * Tells delivery, every half second and on every partition of the withdrawals, that consent is well
 * and has told of every withdrawal before (DESIGN §4).
 *
 * <p>A beat needs a commit of {@link Pulse}, which is refused while any replica has a withdrawal
 * committed that the broker has not acknowledged. So a beat overtakes a withdrawal only if that one
 * commits between the beat's own commit and its arrival, and no beat follows until it is told: what
 * delivery pushes by mistake, it pushes within the 3 s of one beat. A beat that was held up on the
 * way to the producer, or by {@link HeartbeatProducer} on the way to the broker, is dropped for the
 * same reason. While the ledger is stalled nobody knows whether a withdrawal waits in it, and there
 * is no beat.
 */
@ApplicationScoped
class Heartbeat {
    private static final Logger LOG = Logger.getLogger(Heartbeat.class);

    /** Looked at more often than due: a tick that met an untold withdrawal is made up for soon. */
    private static final int LOOKS = 8;

    private static final Duration STALE = Duration.ofMillis(500);

    private final Hops hops;
    private final Pulse pulse;
    private final HeartbeatProducer producer;
    private final Codec<ConsentWithdrawal> codec;
    private final Duration every;
    private @Nullable Cancellable ticking;

    @Inject
    Heartbeat(
            Hops hops,
            Pulse pulse,
            HeartbeatProducer producer,
            SchemaRegistry registry,
            ConsentConfig config) {
        this.hops = hops;
        this.pulse = pulse;
        this.producer = producer;
        this.codec = new Codec<>(registry, ConsentWithdrawal.class);
        this.every = config.heartbeatEvery();
    }

    void start(@Observes StartupEvent started) {
        ticking =
                Multi.createFrom()
                        .ticks()
                        .every(every.dividedBy(LOOKS))
                        .onOverflow()
                        .drop()
                        .onItem()
                        .transformToUniAndConcatenate(tick -> beat())
                        .subscribe()
                        .with(beat -> {});
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticking != null) {
            ticking.cancel();
        }
    }

    private Uni<Void> beat() {
        if (hops.isStalled(LedgerStation.NAME)) {
            return none();
        }
        long asked = System.nanoTime();
        return pulse.beat(every)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .ifNotNull()
                .transformToUni(at -> isStale(asked) ? none() : producer.publish(beats(at)))
                .onFailure()
                .invoke(e -> LOG.debugf("no heartbeat failure=%s", e.getClass().getSimpleName()))
                .onFailure()
                .recoverWithItem(() -> null);
    }

    private List<ProducerRecord<String, byte[]>> beats(Instant at) {
        List<ProducerRecord<String, byte[]>> beats = new ArrayList<>();
        for (int partition = 0; partition < LedgerWriter.WITHDRAWALS.partitions(); partition++) {
            ConsentWithdrawal beat =
                    new ConsentWithdrawal(UUID.randomUUID(), WithdrawalKind.HEARTBEAT, at, null);
            beats.add(
                    new ProducerRecord<>(
                            LedgerWriter.WITHDRAWALS.name(),
                            partition,
                            "heartbeat",
                            codec.encode(beat)));
        }
        return beats;
    }

    private static boolean isStale(long asked) {
        return System.nanoTime() - asked > STALE.toNanos();
    }

    private static Uni<Void> none() {
        return Uni.createFrom().voidItem();
    }
}
