package io.sealpost.delivery.push;

import io.quarkus.scheduler.Scheduled;
import io.sealpost.delivery.DeliveryConfig;
import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.delivery.session.DeviceSession;
import io.sealpost.delivery.session.DeviceSessions;
import io.sealpost.delivery.session.SocketError;
import io.sealpost.delivery.store.ConsentPulses;
import io.sealpost.delivery.store.DeviceOwners;
import io.sealpost.hop.BulkThrottle;
import io.sealpost.seal.id.Lane;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides when mailboxes are read: at a wake, when a device connects, when consent's heartbeat
 * returns, and at an interval.
 */
@ApplicationScoped
public class PushScheduler {
    private final Pool pool;
    private final DeviceSessions sessions;
    private final InstantSource clock;
    private final Duration maxPulseAge;
    private final Duration rereadEvery;
    private final LanePusher urgent;
    private final LanePusher bulk;
    private Map<Integer, Instant> lastPulses = Map.of();

    @Inject
    PushScheduler(
            Pool pool,
            DeviceSessions sessions,
            DeliveryConfig config,
            BulkThrottle throttle,
            InstantSource clock) {
        this.pool = pool;
        this.sessions = sessions;
        this.clock = clock;
        this.maxPulseAge = config.maxPulseAge();
        this.rereadEvery = config.rereadEvery();
        this.urgent = new LanePusher(Lane.URGENT, pool, config, throttle);
        this.bulk = new LanePusher(Lane.BULK, pool, config, throttle);
    }

    /** The device's mailbox has a message of this lane. */
    void wake(DeviceAddress address, Lane lane) {
        sessions.find(address)
                .ifPresent(session -> (lane == Lane.URGENT ? urgent : bulk).wake(session));
    }

    /** The device's mailbox may have messages. */
    public void wake(DeviceSession session) {
        urgent.wake(session);
        bulk.wake(session);
    }

    /** The device has answered. */
    public void resume(DeviceSession session) {
        urgent.resume(session);
        bulk.resume(session);
    }

    /**
     * Reads every mailbox again, because a wake may be lost. A push without an answer for that long
     * no longer counts as in flight. Sockets that have lost their device are closed.
     */
    @Scheduled(
            every = "${sealpost.delivery.reread-every:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> reread() {
        Map<DeviceAddress, Long> epochs = new HashMap<>();
        Instant now = clock.instant();
        for (DeviceSession session : sessions.all()) {
            epochs.put(session.address(), session.epoch());
            session.discard(push -> push.hasEnded(now) || push.age().compareTo(rereadEvery) > 0);
        }
        return epochs.isEmpty()
                ? Uni.createFrom().voidItem()
                : DeviceOwners.owned(pool, epochs)
                        .invoke(owned -> closeOrWake(epochs, owned))
                        .replaceWithVoid();
    }

    private void closeOrWake(Map<DeviceAddress, Long> checked, Set<DeviceAddress> owned) {
        for (DeviceSession session : sessions.all()) {
            boolean isChecked =
                    Long.valueOf(session.epoch()).equals(checked.get(session.address()));
            if (isChecked && !owned.contains(session.address())) {
                session.end(SocketError.TAKEN_OVER);
            } else {
                wake(session);
            }
        }
    }

    /** Reads every mailbox when the heartbeat of a partition has returned after an interruption. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> watchPulses() {
        return ConsentPulses.all(pool).invoke(this::compare).replaceWithVoid();
    }

    private void compare(Map<Integer, Instant> pulses) {
        Map<Integer, Instant> before = lastPulses;
        lastPulses = pulses;
        boolean hasReturned =
                pulses.entrySet().stream()
                        .anyMatch(
                                pulse -> hasReturned(before.get(pulse.getKey()), pulse.getValue()));
        if (hasReturned) {
            sessions.all().forEach(this::wake);
        }
    }

    private boolean hasReturned(@Nullable Instant before, Instant now) {
        return before == null || before.plus(maxPulseAge).isBefore(now);
    }
}
