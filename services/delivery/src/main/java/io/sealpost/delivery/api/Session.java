package io.sealpost.delivery.api;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.VerifyKey;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * One greeted socket of a device. Thread-safe.
 *
 * <p>It holds its device only as long as {@code epoch} is the device's newest; each push is
 * conditional on that.
 */
final class Session {
    static final int POLICY = 1008;
    static final int TRY_AGAIN = 1013;

    private final WebSocketConnection connection;
    private final DeviceAddress address;
    private final RecipientId recipient;
    private final VerifyKey key;
    private final long epoch;
    private final Map<MessageId, InFlight> inFlight = new ConcurrentHashMap<>();
    private final Set<MessageId> sentTold = ConcurrentHashMap.newKeySet();
    private final Set<Lane> writing = ConcurrentHashMap.newKeySet();
    private final Set<Lane> waiting = ConcurrentHashMap.newKeySet();

    Session(
            WebSocketConnection connection,
            DeviceAddress address,
            RecipientId recipient,
            VerifyKey key,
            long epoch) {
        this.connection = connection;
        this.address = address;
        this.recipient = recipient;
        this.key = key;
        this.epoch = epoch;
    }

    DeviceAddress address() {
        return address;
    }

    RecipientId recipient() {
        return recipient;
    }

    VerifyKey key() {
        return key;
    }

    long epoch() {
        return epoch;
    }

    WebSocketConnection connection() {
        return connection;
    }

    Map<MessageId, InFlight> inFlight() {
        return inFlight;
    }

    /** Messages whose SENT was asked for: once is enough. */
    Set<MessageId> sentTold() {
        return sentTold;
    }

    /**
     * Whether it takes another frame of the lane: not while one is unwritten or unanswered.
     * Meanwhile messages gather for the next one, and a one-time code finds one bulk frame before
     * it.
     */
    boolean hasRoom(Lane lane) {
        return !writing.contains(lane)
                && !connection.isClosed()
                && inFlight.values().stream().noneMatch(one -> one.lane() == lane);
    }

    void writing(Lane lane, boolean unwritten) {
        if (unwritten) {
            writing.add(lane);
        } else {
            writing.remove(lane);
        }
    }

    /** Whether the mailbox may hold more of the lane than was taken; a wake says so. */
    boolean isWaiting(Lane lane) {
        return waiting.contains(lane);
    }

    void waiting(Lane lane, boolean more) {
        if (more) {
            waiting.add(lane);
        } else {
            waiting.remove(lane);
        }
    }

    /** Counts no longer as in flight; an answer to it is looked up in the store. */
    void forget(Predicate<InFlight> which) {
        inFlight.values().removeIf(which);
        sentTold.retainAll(inFlight.keySet());
    }

    void answered(Set<MessageId> messages) {
        inFlight.keySet().removeAll(messages);
        sentTold.removeAll(messages);
    }

    /** Says why, then closes. */
    void end(ErrorCode code, int status) {
        end(connection, code, status);
    }

    static void end(WebSocketConnection connection, ErrorCode code, int status) {
        connection
                .sendText(code.frame())
                .onFailure()
                .recoverWithNull()
                .chain(() -> close(connection, status))
                .subscribe()
                .with(closed -> {}, alreadyGone -> {});
    }

    private static Uni<Void> close(WebSocketConnection connection, int status) {
        return connection.isClosed()
                ? Uni.createFrom().voidItem()
                : connection.close(new CloseReason(status));
    }
}
