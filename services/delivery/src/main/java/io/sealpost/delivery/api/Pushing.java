package io.sealpost.delivery.api;

import io.quarkus.scheduler.Scheduled;
import io.sealpost.delivery.DeliveryConfig;
import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.delivery.messaging.WakeReader;
import io.sealpost.delivery.store.ConsentPulses;
import io.sealpost.delivery.store.Devices;
import io.sealpost.hop.BulkThrottle;
import io.sealpost.seal.id.Lane;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides when mailboxes are read: on a wake, on connecting, and again after a while. */
@ApplicationScoped
class Pushing {
    private final Pool pool;
    private final Sessions sessions;
    private final InstantSource clock;
    private final Duration consentFresh;
    private final Duration patience;
    private final Pusher urgent;
    private final Pusher bulk;
    private Map<Integer, Instant> pulses = Map.of();

    @Inject
    Pushing(
            Pool pool,
            Sessions sessions,
            DeliveryConfig config,
            BulkThrottle rests,
            InstantSource clock) {
        this.pool = pool;
        this.sessions = sessions;
        this.clock = clock;
        this.consentFresh = config.consentFresh();
        this.patience = config.rereadEvery();
        this.urgent = new Pusher(Lane.URGENT, pool, config, rests);
        this.bulk = new Pusher(Lane.BULK, pool, config, rests);
    }

    void woken(@Observes WakeReader.Woken wake) {
        sessions.find(wake.address())
                .ifPresent(session -> (wake.lane() == Lane.URGENT ? urgent : bulk).wake(session));
    }

    void wake(Session session) {
        urgent.wake(session);
        bulk.wake(session);
    }

    /** The device has answered. */
    void goOn(Session session) {
        urgent.goOn(session);
        bulk.goOn(session);
    }

    private void wakeAll() {
        sessions.all().forEach(this::wake);
    }

    /**
     * A lost wake costs time only, and so does a push that is never answered: its frame no longer
     * counts. Sockets that no longer hold their device are closed.
     */
    @Scheduled(
            every = "${sealpost.delivery.reread-every:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> reread() {
        Map<DeviceAddress, Long> epochs = new HashMap<>();
        Instant now = clock.instant();
        for (Session session : sessions.all()) {
            epochs.put(session.address(), session.epoch());
            session.forget(one -> one.isOver(now) || one.age().compareTo(patience) > 0);
        }
        return epochs.isEmpty()
                ? Uni.createFrom().voidItem()
                : Devices.owned(pool, epochs).invoke(held -> keep(epochs, held)).replaceWithVoid();
    }

    private void keep(Map<DeviceAddress, Long> asked, Set<DeviceAddress> held) {
        for (Session session : sessions.all()) {
            boolean lost =
                    !held.contains(session.address())
                            && Long.valueOf(session.epoch()).equals(asked.get(session.address()));
            if (lost) {
                session.end(ErrorCode.TAKEN_OVER, Session.POLICY);
            } else {
                wake(session);
            }
        }
    }

    /** After a time without a pulse of consent, what was held back goes on at once. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> watchConsent() {
        return ConsentPulses.all(pool).invoke(this::compare).replaceWithVoid();
    }

    private void compare(Map<Integer, Instant> seen) {
        Map<Integer, Instant> before = pulses;
        pulses = seen;
        boolean back =
                seen.entrySet().stream()
                        .anyMatch(pulse -> isBack(before.get(pulse.getKey()), pulse.getValue()));
        if (back) {
            wakeAll();
        }
    }

    private boolean isBack(@Nullable Instant before, Instant seen) {
        return before == null || before.plus(consentFresh).isBefore(seen);
    }
}
