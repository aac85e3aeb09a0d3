package io.sealpost.delivery.session;

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
 * A socket whose device is authenticated. It may push while {@code epoch} is the device's newest
 * one; every push checks that in the database. Thread-safe.
 */
public final class DeviceSession {
    private final WebSocketConnection connection;
    private final DeviceAddress address;
    private final RecipientId recipient;
    private final VerifyKey key;
    private final long epoch;
    private final Map<MessageId, InFlight> inFlight = new ConcurrentHashMap<>();
    private final Set<MessageId> sentRequested = ConcurrentHashMap.newKeySet();
    private final Set<Lane> writing = ConcurrentHashMap.newKeySet();
    private final Set<Lane> mayHaveMore = ConcurrentHashMap.newKeySet();

    /**
     * @param key the device's identity key
     * @param epoch rises with each socket of the device
     */
    public DeviceSession(
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

    public DeviceAddress address() {
        return address;
    }

    public RecipientId recipient() {
        return recipient;
    }

    public VerifyKey key() {
        return key;
    }

    public long epoch() {
        return epoch;
    }

    public boolean isClosed() {
        return connection.isClosed();
    }

    /** What was pushed and is not answered. */
    public Map<MessageId, InFlight> inFlight() {
        return inFlight;
    }

    /** The messages in flight for which a SENT step was produced: one is enough. */
    public Set<MessageId> sentRequested() {
        return sentRequested;
    }

    /**
     * Whether another frame of the lane may be pushed: not while one is unwritten or unanswered.
     * Meanwhile messages gather for the next frame, and at most one frame of bulk is ahead of a
     * one-time code (docs/adr/0020).
     */
    public boolean isFree(Lane lane) {
        return !writing.contains(lane)
                && !connection.isClosed()
                && inFlight.values().stream().noneMatch(push -> push.lane() == lane);
    }

    /** Notes whether a frame of the lane is being written. */
    public void writing(Lane lane, boolean isWriting) {
        set(writing, lane, isWriting);
    }

    /** Whether the mailbox may have messages of the lane that were not pushed. */
    public boolean mayHaveMore(Lane lane) {
        return mayHaveMore.contains(lane);
    }

    public void mayHaveMore(Lane lane, boolean more) {
        set(mayHaveMore, lane, more);
    }

    private static void set(Set<Lane> lanes, Lane lane, boolean contained) {
        if (contained) {
            lanes.add(lane);
        } else {
            lanes.remove(lane);
        }
    }

    /** Removes pushes from those in flight; an answer to them is looked up in the database. */
    public void discard(Predicate<InFlight> which) {
        inFlight.values().removeIf(which);
        sentRequested.retainAll(inFlight.keySet());
    }

    /** The device has answered these messages. */
    public void answered(Set<MessageId> messages) {
        inFlight.keySet().removeAll(messages);
        sentRequested.removeAll(messages);
    }

    /** Sends a frame; done when it is written. */
    public Uni<Void> send(String frame) {
        return connection.sendText(frame);
    }

    /** Sends the error, then closes the socket. */
    public void end(SocketError error) {
        end(connection, error);
    }

    /** The same for a socket without a session. */
    public static void end(WebSocketConnection connection, SocketError error) {
        connection
                .sendText(error.frame())
                .onFailure()
                .recoverWithNull()
                .chain(() -> close(connection, error))
                .subscribe()
                .with(_ -> {}, _ -> {});
    }

    private static Uni<Void> close(WebSocketConnection connection, SocketError error) {
        return connection.isClosed()
                ? Uni.createFrom().voidItem()
                : connection.close(new CloseReason(error.closeStatus()));
    }
}
