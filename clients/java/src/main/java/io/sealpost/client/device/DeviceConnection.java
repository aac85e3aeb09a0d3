package io.sealpost.client.device;

import io.sealpost.client.device.PushReceiver.Received;
import io.sealpost.client.device.ServerFrame.ErrorFrame;
import io.sealpost.client.device.ServerFrame.PushFrame;
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
 * Keeps a device connected. When a WebSocket ends, it opens the next one after a pause that grows.
 * Thread-safe.
 *
 * <pre>
 *   connecting ─► challenged ─► ready ─► pushed* ─► ended ─(pause)─► connecting …  until closed
 * </pre>
 */
final class DeviceConnection implements DeviceWebSocket.Listener, AutoCloseable {
    private static final String SUBPROTOCOL = "sealpost.v1";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = System.getLogger(DeviceConnection.class.getName());

    private final DeviceFleet fleet;
    private final URI address;
    private final String origin;
    private final DeviceIdentity identity;
    private final PushReceiver receiver;
    private final ReadReceipts readReceipts;
    private final CurrentDirectory directory;
    private final MessageHandler handler;
    private final Backoff backoff = new Backoff();
    private final Queue<Arrived> urgentFrames = new ConcurrentLinkedQueue<>();
    private final Queue<Arrived> bulkFrames = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private volatile @Nullable ScheduledFuture<?> pings;
    private volatile boolean closed;
    private volatile @Nullable DeviceWebSocket current;

    /** Null unless the current socket is ready: an acknowledgement before that ends the socket. */
    private volatile @Nullable ReadReceiptSender receiptSender;

    private record Arrived(DeviceWebSocket from, PushFrame push) {}

    DeviceConnection(
            DeviceFleet fleet,
            URI address,
            DeviceIdentity identity,
            PushReceiver receiver,
            ReadReceipts readReceipts,
            CurrentDirectory directory,
            MessageHandler handler) {
        this.fleet = fleet;
        this.address = address;
        this.origin = origin(address);
        this.identity = identity;
        this.receiver = receiver;
        this.readReceipts = readReceipts;
        this.directory = directory;
        this.handler = handler;
    }

    /**
     * Connects for the first time. Called once; before it, there is nothing to close.
     *
     * @return completed when the server has accepted the device for the first time
     */
    CompletableFuture<Void> start() {
        ScheduledFuture<?> scheduled = fleet.schedulePings(this::ping);
        pings = scheduled;
        if (closed) {
            scheduled.cancel(false);
        }
        fleet.runBulk(
                () -> {
                    try {
                        receiver.showUnshown(handler);
                        connect();
                    } catch (RuntimeException e) {
                        fail();
                    }
                });
        return firstReady;
    }

    /** Sends the pending read receipts, if the device is connected now. */
    void sendReadReceipts() {
        ReadReceiptSender sender = receiptSender;
        if (sender != null) {
            sender.sendPending();
        }
    }

    @Override
    public void challenged(DeviceWebSocket from, byte[] nonce) {
        from.send(identity.hello(origin, nonce));
    }

    /** A server with an older device list than this device has seen is not trusted. */
    @Override
    public void ready(DeviceWebSocket from, long listVersion) {
        if (listVersion < directory.listVersion()) {
            from.abort();
            return;
        }
        backoff.reset();
        receiptSender = new ReadReceiptSender(from, readReceipts);
        sendReadReceipts();
        firstReady.complete(null);
    }

    @Override
    public void pushed(DeviceWebSocket from, PushFrame push) {
        boolean urgent = push.messages().stream().anyMatch(PushedMessage::isUrgent);
        if (urgent) {
            urgentFrames.add(new Arrived(from, push));
            fleet.runUrgent(() -> handleNext(urgentFrames));
        } else {
            bulkFrames.add(new Arrived(from, push));
            fleet.runBulk(() -> handleNext(bulkFrames));
        }
    }

    @Override
    public void pingAnswered(DeviceWebSocket from) {
        ReadReceiptSender sender = receiptSender;
        if (sender != null && sender.isOf(from)) {
            sender.pingAnswered();
        }
    }

    @Override
    public void errorReceived(DeviceWebSocket from, String code) {
        ReadReceiptSender sender = receiptSender;
        if (sender != null && sender.isOf(from) && code.equals(ErrorFrame.UNKNOWN_MESSAGE)) {
            sender.refused();
        }
    }

    @Override
    public void ended(DeviceWebSocket from) {
        receiptSender = null;
        if (!closed) {
            fleet.schedule(this::connect, backoff.nextPause());
        }
    }

    @Override
    public void close() {
        closed = true;
        ScheduledFuture<?> scheduled = pings;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
        DeviceWebSocket open = current;
        if (open != null) {
            open.abort();
        }
    }

    /** Handles the frames of a queue in order, one at a time, whichever thread runs first. */
    private synchronized void handleNext(Queue<Arrived> frames) {
        Arrived next = frames.remove();
        handle(next.from(), next.push());
    }

    /** The acknowledgement is sent before anything is shown: it states stored, not read. */
    private void handle(DeviceWebSocket from, PushFrame push) {
        if (closed) {
            return;
        }
        try {
            Received received = receiver.receive(push.messages());
            received.acknowledgement().ifPresent(from::send);
            receiver.show(received.unshown(), handler);
            from.frameHandled();
        } catch (RuntimeException e) {
            fail();
        }
    }

    /**
     * Disconnects for good. The exception is not logged, because it may quote the message. A store
     * that was closed meanwhile is no failure.
     */
    private void fail() {
        if (!closed) {
            LOG.log(Level.ERROR, "message handler or store failed, device disconnected");
        }
        firstReady.completeExceptionally(
                new IllegalStateException("the message handler or the store failed"));
        close();
    }

    /** The socket is known before it opens, so that {@link #close} always ends it. */
    private void connect() {
        DeviceWebSocket next = new DeviceWebSocket(this, fleet.callbacks());
        current = next;
        if (closed) {
            return;
        }
        var unused =
                fleet.http()
                        .newWebSocketBuilder()
                        .subprotocols(SUBPROTOCOL)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .buildAsync(address, next)
                        .whenComplete(
                                (socket, error) -> {
                                    if (error != null) {
                                        next.abort();
                                    }
                                });
    }

    private void ping() {
        ReadReceiptSender sender = receiptSender;
        if (sender != null) {
            sender.beforePing();
        }
        DeviceWebSocket open = current;
        if (open != null) {
            open.ping();
        }
    }

    /** The origin that the hello is signed for: of the address, not as the server states it. */
    private static String origin(URI socket) {
        String scheme = socket.getScheme().equals("wss") ? "https" : "http";
        return scheme + "://" + socket.getAuthority();
    }
}
