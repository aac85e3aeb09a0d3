package io.sealpost.client.device;

import io.sealpost.client.device.Inbox.Received;
import io.sealpost.client.device.ServerFrame.Fault;
import io.sealpost.client.device.ServerFrame.Push;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a device connected: one conversation after another, with growing pauses between.
 *
 * <pre>
 *   connecting ─► challenged ─► ready ─► pushed* ─► ended ─(pause)─► connecting …  until closed
 * </pre>
 */
final class SocketKeeper implements Conversation.Listener, AutoCloseable {
    private static final String SUBPROTOCOL = "sealpost.v1";
    private static final Logger LOG = System.getLogger(SocketKeeper.class.getName());

    private final DeviceFleet fleet;
    private final URI address;
    private final String origin;
    private final Owner owner;
    private final Inbox inbox;
    private final KnownDirectory directory;
    private final MessageHandler handler;
    private final Backoff backoff = new Backoff();
    private final Queue<Arrived> urgentFrames = new ConcurrentLinkedQueue<>();
    private final Queue<Arrived> bulkFrames = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private volatile @Nullable ScheduledFuture<?> beats;
    private volatile boolean closed;
    private volatile @Nullable Conversation current;
    private volatile @Nullable ReadTeller ready;

    private record Arrived(Conversation in, Push push) {}

    SocketKeeper(
            DeviceFleet fleet,
            URI address,
            Owner owner,
            Inbox inbox,
            KnownDirectory directory,
            MessageHandler handler) {
        this.fleet = fleet;
        this.address = address;
        this.origin = origin(address);
        this.owner = owner;
        this.inbox = inbox;
        this.directory = directory;
        this.handler = handler;
    }

    /** Once; until then it holds nothing that must be let go. */
    CompletableFuture<Void> start() {
        ScheduledFuture<?> beating = fleet.beating(this::beat);
        beats = beating;
        if (closed) {
            beating.cancel(false);
        }
        fleet.open(
                () -> {
                    try {
                        inbox.showUnshown(handler);
                        connect();
                    } catch (RuntimeException e) {
                        giveUp();
                    }
                });
        return firstReady;
    }

    /** Only where the server has taken the hello: before it, an acknowledgement ends the socket. */
    void tellRead() {
        ReadTeller open = ready;
        if (open != null) {
            open.tell();
        }
    }

    @Override
    public void challenged(Conversation in, byte[] nonce) {
        in.send(owner.answer(origin, nonce));
    }

    /** A server that knows an older device list than this device has seen is not to be trusted. */
    @Override
    public void ready(Conversation in, long listVersion) {
        if (listVersion < directory.listVersion()) {
            in.abort();
            return;
        }
        backoff.reset();
        ready = new ReadTeller(in, inbox);
        tellRead();
        firstReady.complete(null);
    }

    @Override
    public void pushed(Conversation in, Push push) {
        boolean urgent = push.messages().stream().anyMatch(PushedMessage::isUrgent);
        if (urgent) {
            urgentFrames.add(new Arrived(in, push));
            fleet.openUrgent(() -> takeNext(urgentFrames));
        } else {
            bulkFrames.add(new Arrived(in, push));
            fleet.open(() -> takeNext(bulkFrames));
        }
    }

    @Override
    public void answered(Conversation in) {
        ReadTeller open = ready;
        if (open != null && open.isOf(in)) {
            open.answered();
        }
    }

    /** Receipts of what the server has forgotten would be refused with every connection. */
    @Override
    public void refused(Conversation in, String code) {
        ReadTeller open = ready;
        if (open != null && open.isOf(in) && code.equals(Fault.UNKNOWN_MESSAGE)) {
            open.refused();
        }
    }

    @Override
    public void ended(Conversation in) {
        ready = null;
        if (!closed) {
            fleet.later(this::connect, backoff.pause());
        }
    }

    @Override
    public void close() {
        closed = true;
        ScheduledFuture<?> beating = beats;
        if (beating != null) {
            beating.cancel(false);
        }
        Conversation open = current;
        if (open != null) {
            open.abort();
        }
    }

    /** One frame of this device at a time, in the order they came, whichever thread is first. */
    private synchronized void takeNext(Queue<Arrived> frames) {
        Arrived next = frames.remove();
        take(next.in(), next.push());
    }

    /** The acknowledgement leaves before anything is shown: it says stored, not read. */
    private void take(Conversation in, Push push) {
        if (closed) {
            return;
        }
        try {
            Received received = inbox.receive(push.messages());
            received.answer().ifPresent(in::send);
            inbox.show(received.fresh(), handler);
            in.done();
        } catch (RuntimeException e) {
            giveUp();
        }
    }

    /**
     * The exception is not told: it may quote the message. A store that is closed has not failed.
     */
    private void giveUp() {
        if (!closed) {
            LOG.log(Level.ERROR, "the handler or the store failed; the device is disconnected");
        }
        firstReady.completeExceptionally(new IllegalStateException("the device gave up"));
        close();
    }

    /** Known before it asks whether it may: {@link #close} ends it, or it is not begun. */
    private void connect() {
        Conversation next = new Conversation(this, fleet.callbacks());
        current = next;
        if (closed) {
            return;
        }
        var unused =
                fleet.http()
                        .newWebSocketBuilder()
                        .subprotocols(SUBPROTOCOL)
                        .connectTimeout(Duration.ofSeconds(5))
                        .buildAsync(address, next)
                        .whenComplete(
                                (socket, error) -> {
                                    if (error != null) {
                                        next.abort();
                                    }
                                });
    }

    private void beat() {
        ReadTeller telling = ready;
        if (telling != null) {
            telling.beat();
        }
        Conversation open = current;
        if (open != null) {
            open.beat();
        }
    }

    /** Of the address connected to, whatever the server says it is. */
    private static String origin(URI socket) {
        String scheme = socket.getScheme().equals("wss") ? "https" : "http";
        return scheme + "://" + socket.getAuthority();
    }
}
