package io.sealpost.client.device;

import io.sealpost.client.device.ServerFrame.ChallengeFrame;
import io.sealpost.client.device.ServerFrame.ControlFrame;
import io.sealpost.client.device.ServerFrame.ErrorFrame;
import io.sealpost.client.device.ServerFrame.PushFrame;
import io.sealpost.client.device.ServerFrame.UnknownFrame;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection of a device, from the challenge to its end. It reads a few frames ahead,
 * so that a one-time code does not queue behind bulk messages; where the device is slower than
 * that, TCP slows the server down. Thread-safe.
 *
 * <p>If a connection ends while no frame is requested, the JDK's WebSocket does not report the end,
 * and only the next ping finds out. So the socket's own thread hands each frame over and requests
 * the next one; it never blocks.
 */
final class DeviceWebSocket implements WebSocket.Listener {
    private static final int MAX_FRAME_LENGTH = 1 << 24;
    private static final int READ_AHEAD_FRAMES = 4;
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    private final Listener listener;
    private final Executor callbacks;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger unhandledFrames = new AtomicInteger();
    private final StringBuilder text = new StringBuilder();
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private CompletableFuture<?> notifying = CompletableFuture.completedFuture(null);
    private volatile @Nullable WebSocket socket;
    private volatile long lastReceivedNanos = System.nanoTime();

    /**
     * @param listener called in the order of events, one call at a time
     * @param callbacks runs these calls, which may block
     */
    DeviceWebSocket(Listener listener, Executor callbacks) {
        this.listener = listener;
        this.callbacks = callbacks;
    }

    /** Handles the events of a connection. */
    interface Listener {
        /** The server sent its challenge. */
        void challenged(DeviceWebSocket from, byte[] nonce);

        /** The server accepted the hello; it has this version of the device list. */
        void ready(DeviceWebSocket from, long listVersion);

        /**
         * The server pushed messages. The listener calls {@link #frameHandled} when it has handled
         * the frame, from any thread.
         */
        void pushed(DeviceWebSocket from, PushFrame push);

        /** The server answered a ping. */
        void pingAnswered(DeviceWebSocket from);

        /** The server refused a frame of the device. The connection ends after this call. */
        void errorReceived(DeviceWebSocket from, String code);

        /** The connection ended, for any reason. Called once. */
        void ended(DeviceWebSocket from);
    }

    /** Sends a frame after the ones before it; the JDK's WebSocket accepts only one at a time. */
    synchronized void send(DeviceFrame frame) {
        WebSocket open = socket;
        if (open == null) {
            return;
        }
        String message = frame.text();
        sending =
                sending.thenCompose(before -> open.sendText(message, true))
                        .whenComplete((done, error) -> endOn(error));
    }

    /** One frame was handled; reads the next one if reading was paused. */
    void frameHandled() {
        WebSocket open = socket;
        if (unhandledFrames.getAndDecrement() == READ_AHEAD_FRAMES && open != null) {
            open.request(1);
        }
    }

    /** Ends the connection without a closing handshake. One that is opening ends as it opens. */
    void abort() {
        end();
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }

    /** Sends a ping, or ends the connection where nothing was received for the idle timeout. */
    void ping() {
        WebSocket open = socket;
        if (System.nanoTime() - lastReceivedNanos > IDLE_TIMEOUT.toNanos()) {
            abort();
        } else if (open != null) {
            var unused =
                    open.sendPing(ByteBuffer.allocate(0))
                            .whenComplete((done, error) -> endOn(error));
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        if (ended.get()) {
            opened.abort();
        } else {
            opened.request(1);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
        lastReceivedNanos = System.nanoTime();
        text.append(part);
        if (text.length() > MAX_FRAME_LENGTH) {
            abort();
            return null;
        }
        boolean hasRoom = true;
        if (isLast) {
            String whole = text.toString();
            text.setLength(0);
            hasRoom = unhandledFrames.incrementAndGet() < READ_AHEAD_FRAMES;
            notifyInOrder(() -> handle(whole));
        }
        if (hasRoom) {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        lastReceivedNanos = System.nanoTime();
        notifyInOrder(() -> listener.pingAnswered(this));
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        notifyInOrder(this::end);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        notifyInOrder(this::end);
    }

    /** Called by the socket's thread only. */
    private void notifyInOrder(Runnable event) {
        notifying =
                notifying
                        .thenRunAsync(event, callbacks)
                        .exceptionally(
                                failure -> {
                                    abort();
                                    return null;
                                });
    }

    private void handle(String whole) {
        Optional<ServerFrame> frame = ServerFrame.parse(whole);
        if (frame.isEmpty()) {
            abort();
            return;
        }
        switch (frame.get()) {
            case PushFrame push -> listener.pushed(this, push);
            case ChallengeFrame(byte[] nonce) -> {
                listener.challenged(this, nonce);
                frameHandled();
            }
            case ControlFrame control -> {
                handle(control);
                frameHandled();
            }
            case ErrorFrame error -> {
                listener.errorReceived(this, error.code());
                abort();
            }
            case UnknownFrame unknown -> frameHandled();
        }
    }

    private void handle(ControlFrame control) {
        if (control.kind().equals("ready")) {
            listener.ready(this, control.listVersion());
        }
    }

    private void endOn(@Nullable Throwable error) {
        if (error != null) {
            abort();
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            listener.ended(this);
        }
    }
}
