package io.sealpost.delivery.api;

import io.sealpost.delivery.DeliveryConfig;
import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.delivery.store.PushQueue;
import io.sealpost.delivery.store.PushQueue.FrameLimit;
import io.sealpost.delivery.store.PushQueue.PushedMessage;
import io.sealpost.delivery.store.PushQueue.Request;
import io.sealpost.hop.BulkThrottle;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Lane;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * PushQueue one lane to the sockets of this replica: one statement for many devices, one at a time.
 * While it runs, wakes gather for the next one. Each lane has its own, so urgent never waits for
 * bulk.
 */
final class Pusher {
    /** The most messages in one frame: a one-time code waits for a device to open one such. */
    static final int FRAME = 32;

    /** The most devices in one statement: bounds what bulk takes of the machine at a time. */
    private static final int DEVICES = 64;

    /** About the most messages in one statement, shared among its devices. */
    private static final int ROUND = 512;

    private static final int LEAST = 8;

    /** A frame of ordinary messages holds a third of it; of the largest, four go in one frame. */
    private static final int FRAME_BYTES = 256 * 1_024;

    /** Shared like the messages, and passed by a message for each device at most. */
    private static final int ROUND_BYTES = 4 * 1_024 * 1_024;

    private static final Logger LOG = Logger.getLogger(Pusher.class);

    /** Bulk lets wakes gather between two statements, and rests; a one-time code goes at once. */
    private static final Duration GATHER = Duration.ofMillis(10);

    private final Lane lane;
    private final Pool pool;
    private final DeliveryConfig config;
    private final BulkThrottle rests;
    private final Set<Session> awake = new LinkedHashSet<>();
    private boolean running;

    Pusher(Lane lane, Pool pool, DeliveryConfig config, BulkThrottle rests) {
        this.lane = lane;
        this.pool = pool;
        this.config = config;
        this.rests = rests;
    }

    /** The device has room again: nothing is read unless something was left in its mailbox. */
    void goOn(Session session) {
        if (session.isWaiting(lane)) {
            wake(session);
        }
    }

    /** Something may wait for this device. */
    void wake(Session session) {
        session.waiting(lane, true);
        synchronized (awake) {
            awake.add(session);
            if (running) {
                return;
            }
            running = true;
        }
        begin(Duration.ZERO);
    }

    private void begin(Duration rest) {
        if (lane == Lane.URGENT) {
            round();
        } else {
            Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(GATHER.plus(rest))
                    .subscribe()
                    .with(gathered -> round());
        }
    }

    private void round() {
        Map<DeviceAddress, Session> sessions = new LinkedHashMap<>();
        List<Request> wanted = next(sessions);
        if (wanted.isEmpty()) {
            return;
        }
        BulkThrottle.Work work = rests.begin(lane);
        PushQueue.take(pool, lane, wanted, config.consentFresh())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(taken -> wanted.forEach(one -> push(one, sessions, taken)))
                .subscribe()
                .with(done -> begin(work.done()), failure -> lost(sessions, failure));
    }

    /** The next devices with room; with none left the pusher rests. */
    private List<Request> next(Map<DeviceAddress, Session> sessions) {
        synchronized (awake) {
            var waiting = awake.iterator();
            while (sessions.size() < DEVICES && waiting.hasNext()) {
                Session session = waiting.next();
                boolean hasRoom = session.hasRoom(lane);
                if (hasRoom && sessions.containsKey(session.address())) {
                    continue;
                }
                waiting.remove();
                // Without room it goes on at an answer or when its frame is written.
                if (hasRoom) {
                    session.waiting(lane, false);
                    sessions.put(session.address(), session);
                }
            }
            running = !sessions.isEmpty();
        }
        FrameLimit share = share(Math.max(1, sessions.size()));
        return sessions.values().stream().map(session -> wanted(session, share)).toList();
    }

    /** What each of so many devices may take in one statement. */
    static FrameLimit share(int devices) {
        return new FrameLimit(
                Math.min(FRAME, Math.max(LEAST, ROUND / devices)),
                Math.min(FRAME_BYTES, ROUND_BYTES / devices));
    }

    private static Request wanted(Session session, FrameLimit room) {
        return new Request(session.address(), session.recipient(), session.epoch(), room);
    }

    private void push(
            Request wanted,
            Map<DeviceAddress, Session> sessions,
            Map<DeviceAddress, List<PushedMessage>> taken) {
        List<PushedMessage> messages = taken.getOrDefault(wanted.address(), List.of());
        Session session = sessions.get(wanted.address());
        if (messages.isEmpty() || session == null) {
            return;
        }
        if (wanted.limit().isReachedBy(messages)) {
            session.waiting(lane, true);
        }
        long now = System.nanoTime();
        for (PushedMessage message : messages) {
            Sha256 envelope = Sha256.of(message.sealed());
            session.inFlight()
                    .put(
                            message.message(),
                            new InFlight(
                                    lane, envelope, message.pushedAt(), message.endsAt(), now));
        }
        session.writing(lane, true);
        // Not awaited here: a device that reads slowly holds up nobody else.
        session.connection()
                .sendText(Frames.push(messages))
                .subscribe()
                .with(
                        written -> {
                            session.writing(lane, false);
                            goOn(session);
                        },
                        gone -> session.end(ErrorCode.UNAVAILABLE, Session.TRY_AGAIN));
    }

    /**
     * Whether the rows were marked is not known. A new connection has a new epoch and reads all
     * again.
     */
    private void lost(Map<DeviceAddress, Session> sessions, Throwable failure) {
        LOG.warnf("a push failed lane=%s failure=%s", lane, failure.getClass().getSimpleName());
        sessions.values().forEach(session -> session.end(ErrorCode.UNAVAILABLE, Session.TRY_AGAIN));
        begin(Duration.ZERO);
    }
}
