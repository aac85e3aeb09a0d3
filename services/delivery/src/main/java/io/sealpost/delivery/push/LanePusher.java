package io.sealpost.delivery.push;

import io.sealpost.delivery.DeliveryConfig;
import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.delivery.session.DeviceSession;
import io.sealpost.delivery.session.InFlight;
import io.sealpost.delivery.session.SocketError;
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
 * Pushes one lane to the sockets of this replica: one statement for many devices, one statement at
 * a time. Wakes that arrive while it runs are served by the next one. Each lane has a pusher of its
 * own, so urgent messages never wait for bulk. Thread-safe.
 */
final class LanePusher {
    /** A one-time code may have to wait while a device opens one frame of bulk. */
    static final int MAX_FRAME_MESSAGES = 32;

    /** Bounds what bulk takes of the machine at a time. */
    private static final int MAX_BATCH_DEVICES = 64;

    /** Shared among the devices of a statement, each of which may have the minimum. */
    private static final int BATCH_MESSAGES = 512;

    private static final int MIN_FRAME_MESSAGES = 8;

    /** Ordinary messages fill a third of it; of the largest, four fit. */
    private static final int MAX_FRAME_BYTES = 256 * 1_024;

    /** Shared like the messages; each device may exceed its part by one message. */
    private static final int BATCH_BYTES = 4 * 1_024 * 1_024;

    /** How long wakes of bulk gather between two statements. */
    private static final Duration BULK_GATHER = Duration.ofMillis(10);

    private static final Logger LOG = Logger.getLogger(LanePusher.class);

    private final Lane lane;
    private final Pool pool;
    private final Duration maxPulseAge;
    private final BulkThrottle throttle;
    private final Set<DeviceSession> woken = new LinkedHashSet<>();
    private boolean running;

    LanePusher(Lane lane, Pool pool, DeliveryConfig config, BulkThrottle throttle) {
        this.lane = lane;
        this.pool = pool;
        this.maxPulseAge = config.maxPulseAge();
        this.throttle = throttle;
    }

    /** The device can take another frame; its mailbox is read if it may have more messages. */
    void resume(DeviceSession session) {
        if (session.mayHaveMore(lane)) {
            wake(session);
        }
    }

    /** The device's mailbox may have messages. */
    void wake(DeviceSession session) {
        session.mayHaveMore(lane, true);
        synchronized (woken) {
            woken.add(session);
            if (running) {
                return;
            }
            running = true;
        }
        begin(Duration.ZERO);
    }

    private void begin(Duration pause) {
        if (lane == Lane.URGENT) {
            pushBatch();
        } else {
            Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(BULK_GATHER.plus(pause))
                    .subscribe()
                    .with(_ -> pushBatch());
        }
    }

    private void pushBatch() {
        Map<DeviceAddress, DeviceSession> sessions = nextSessions();
        if (sessions.isEmpty()) {
            return;
        }
        FrameLimit limit = share(sessions.size());
        List<Request> requests =
                sessions.values().stream().map(session -> request(session, limit)).toList();
        BulkThrottle.Work work = throttle.begin(lane);
        PushQueue.take(pool, lane, requests, maxPulseAge)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(pushed -> sessions.values().forEach(each -> push(each, limit, pushed)))
                .subscribe()
                .with(_ -> begin(work.done()), failure -> fail(sessions, failure));
    }

    /** The next sessions that can take a frame. If there are none, the pusher stops. */
    private Map<DeviceAddress, DeviceSession> nextSessions() {
        Map<DeviceAddress, DeviceSession> sessions = new LinkedHashMap<>();
        synchronized (woken) {
            var remaining = woken.iterator();
            while (sessions.size() < MAX_BATCH_DEVICES && remaining.hasNext()) {
                DeviceSession session = remaining.next();
                boolean isFree = session.isFree(lane);
                if (isFree && sessions.containsKey(session.address())) {
                    continue;
                }
                remaining.remove();
                // A session that is not free is resumed when its frame is written or answered.
                if (isFree) {
                    session.mayHaveMore(lane, false);
                    sessions.put(session.address(), session);
                }
            }
            running = !sessions.isEmpty();
        }
        return sessions;
    }

    /** The limit of each frame where one statement serves this number of devices. */
    static FrameLimit share(int devices) {
        return new FrameLimit(
                Math.min(
                        MAX_FRAME_MESSAGES, Math.max(MIN_FRAME_MESSAGES, BATCH_MESSAGES / devices)),
                Math.min(MAX_FRAME_BYTES, BATCH_BYTES / devices));
    }

    private static Request request(DeviceSession session, FrameLimit limit) {
        return new Request(session.address(), session.recipient(), session.epoch(), limit);
    }

    private void push(
            DeviceSession session,
            FrameLimit limit,
            Map<DeviceAddress, List<PushedMessage>> pushed) {
        List<PushedMessage> messages = pushed.getOrDefault(session.address(), List.of());
        if (messages.isEmpty()) {
            return;
        }
        if (limit.isReachedBy(messages)) {
            session.mayHaveMore(lane, true);
        }
        long now = System.nanoTime();
        messages.forEach(
                message -> session.inFlight().put(message.message(), inFlight(message, now)));
        session.writing(lane, true);
        // Not awaited, so that a device that reads slowly does not delay the others.
        session.send(PushFrame.of(messages))
                .subscribe()
                .with(
                        _ -> {
                            session.writing(lane, false);
                            resume(session);
                        },
                        _ -> session.end(SocketError.UNAVAILABLE));
    }

    private InFlight inFlight(PushedMessage message, long now) {
        return new InFlight(
                lane, Sha256.of(message.sealed()), message.pushedAt(), message.endsAt(), now);
    }

    /**
     * Whether the rows were marked is not known, so the sockets are closed: a new connection has a
     * new epoch and is pushed everything that is not answered.
     */
    private void fail(Map<DeviceAddress, DeviceSession> sessions, Throwable failure) {
        LOG.warnf(
                "push failed, closing its sockets lane=%s sockets=%d failure=%s",
                lane, sessions.size(), failure.getClass().getSimpleName());
        sessions.values().forEach(session -> session.end(SocketError.UNAVAILABLE));
        begin(Duration.ZERO);
    }
}
