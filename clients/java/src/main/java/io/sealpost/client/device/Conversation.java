package io.sealpost.client.device;

import io.sealpost.client.device.ServerFrame.Challenge;
import io.sealpost.client.device.ServerFrame.Control;
import io.sealpost.client.device.ServerFrame.Fault;
import io.sealpost.client.device.ServerFrame.Later;
import io.sealpost.client.device.ServerFrame.Push;
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
 * One connection from challenge to end. It reads a few frames ahead, so that a one-time code need
 * not wait behind a campaign; a device slower than that is pushed back on by TCP.
 *
 * <p>The JDK's socket forgets the end of a connection that comes while nothing is asked for, and
 * then only a beat finds out. So on the socket's thread each frame is only put aside, and the next
 * one asked for.
 */
final class Conversation implements WebSocket.Listener {
    private static final int LONGEST_FRAME = 1 << 24;
    private static final int READ_AHEAD = 4;
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Listener device;
    private final Executor threads;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger inHand = new AtomicInteger();
    private final StringBuilder text = new StringBuilder();
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private CompletableFuture<?> telling = CompletableFuture.completedFuture(null);
    private volatile @Nullable WebSocket socket;
    private volatile long heardAt = System.nanoTime();

    /**
     * @param threads on which the device is told what came: one thing after the other
     */
    Conversation(Listener device, Executor threads) {
        this.device = device;
        this.threads = threads;
    }

    /** The device's side. Each call is made by one thread at a time. */
    interface Listener {
        void challenged(Conversation in, byte[] nonce);

        void ready(Conversation in, long listVersion);

        /** Must call {@link #done} when it is done with the frame, from whatever thread. */
        void pushed(Conversation in, Push push);

        /** A ping came back. */
        void answered(Conversation in);

        /** The server did not take a frame, for that reason; it ends after this. */
        void refused(Conversation in, String code);

        /** Once, whatever the cause. */
        void ended(Conversation in);
    }

    /** One at a time: the JDK's socket takes no second message before the first is out. */
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

    /** The device is done with one frame. */
    void done() {
        WebSocket open = socket;
        if (inHand.getAndDecrement() == READ_AHEAD && open != null) {
            open.request(1);
        }
    }

    /** Ends it without a word; the peer may be gone. One still opening is ended as it opens. */
    void abort() {
        end();
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }

    /** A connection that died silently is found by its silence. */
    void beat() {
        WebSocket open = socket;
        if (System.nanoTime() - heardAt > SILENCE.toNanos()) {
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
        heardAt = System.nanoTime();
        text.append(part);
        if (text.length() > LONGEST_FRAME) {
            abort();
            return null;
        }
        boolean hasRoom = true;
        if (isLast) {
            String whole = text.toString();
            text.setLength(0);
            hasRoom = inHand.incrementAndGet() < READ_AHEAD;
            tell(() -> take(whole));
        }
        if (hasRoom) {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        heardAt = System.nanoTime();
        tell(() -> device.answered(this));
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        tell(this::end);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        tell(this::end);
    }

    /** By the socket's thread alone. */
    private void tell(Runnable event) {
        telling =
                telling.thenRunAsync(event, threads)
                        .exceptionally(
                                failure -> {
                                    abort();
                                    return null;
                                });
    }

    private void take(String whole) {
        Optional<ServerFrame> frame = ServerFrame.parse(whole);
        if (frame.isEmpty()) {
            abort();
            return;
        }
        switch (frame.get()) {
            case Push push -> device.pushed(this, push);
            case Challenge(byte[] nonce) -> {
                device.challenged(this, nonce);
                done();
            }
            case Control control -> {
                control(control);
                done();
            }
            case Fault fault -> {
                device.refused(this, fault.code());
                abort();
            }
            case Later later -> done();
        }
    }

    private void control(Control control) {
        if (control.kind().equals("ready")) {
            device.ready(this, control.listVersion());
        }
    }

    private void endOn(@Nullable Throwable error) {
        if (error != null) {
            abort();
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            device.ended(this);
        }
    }
}
