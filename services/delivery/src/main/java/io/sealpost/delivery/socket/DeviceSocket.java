package io.sealpost.delivery.socket;

import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.sealpost.delivery.DeliveryConfig;
import io.sealpost.delivery.push.PushScheduler;
import io.sealpost.delivery.session.DeviceSession;
import io.sealpost.delivery.session.DeviceSessions;
import io.sealpost.delivery.session.SocketError;
import io.sealpost.delivery.socket.SocketFrames.AckFrame;
import io.sealpost.delivery.socket.SocketFrames.FromDevice;
import io.sealpost.delivery.socket.SocketFrames.HelloFrame;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.socket.ChallengeResponse;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint that devices connect to (docs/sealing.md, Socket protocol): challenge and hello,
 * then acknowledgements. Frames of one socket are handled one after the other; parsing and
 * signatures run on worker threads.
 */
@WebSocket(path = "/v1/devices/socket", inboundProcessingMode = InboundProcessingMode.CONCURRENT)
public class DeviceSocket {
    private static final Logger LOG = Logger.getLogger(DeviceSocket.class);
    private static final String PROTOCOL = "sealpost.v1";
    private static final int MAX_MISTAKES = 10;
    private static final TypedKey<Bytes> NONCE = new TypedKey<>("nonce");
    private static final TypedKey<FrameQueue> QUEUE = new TypedKey<>("queue");
    private static final TypedKey<DeviceSession> SESSION = new TypedKey<>("session");
    private static final TypedKey<Integer> MISTAKES = new TypedKey<>("mistakes");

    private final SecureRandom random = new SecureRandom();
    private final Duration challengeTimeout;
    private final Handshake handshake;
    private final Acknowledgements acknowledgements;
    private final DeviceSessions sessions;
    private final PushScheduler pushes;

    @Inject
    DeviceSocket(
            DeliveryConfig config,
            Handshake handshake,
            Acknowledgements acknowledgements,
            DeviceSessions sessions,
            PushScheduler pushes) {
        this.challengeTimeout = config.challengeTimeout();
        this.handshake = handshake;
        this.acknowledgements = acknowledgements;
        this.sessions = sessions;
        this.pushes = pushes;
    }

    @OnOpen
    Uni<Void> open(WebSocketConnection connection) {
        connection.userData().put(QUEUE, new FrameQueue());
        if (!PROTOCOL.equals(connection.subprotocol())) {
            DeviceSession.end(connection, SocketError.BAD_FRAME);
            return Uni.createFrom().voidItem();
        }
        byte[] nonce = new byte[ChallengeResponse.NONCE_SIZE];
        random.nextBytes(nonce);
        connection.userData().put(NONCE, Bytes.of(nonce));
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(challengeTimeout)
                .subscribe()
                .with(_ -> expire(connection));
        return connection.sendText(SocketFrames.challenge(nonce));
    }

    private static void expire(WebSocketConnection connection) {
        if (connection.isOpen() && connection.userData().remove(NONCE) != null) {
            DeviceSession.end(connection, SocketError.CHALLENGE_EXPIRED);
        }
    }

    @OnTextMessage
    Uni<Void> message(String text, WebSocketConnection connection) {
        @Nullable FrameQueue queue = connection.userData().get(QUEUE);
        try {
            if (queue == null) {
                throw new FrameRefused(SocketError.UNEXPECTED_FRAME);
            }
            return queue.add(text.length(), () -> handle(text, connection));
        } catch (FrameRefused refused) {
            DeviceSession.end(connection, refused.error());
            return Uni.createFrom().voidItem();
        }
    }

    private Uni<Void> handle(String text, WebSocketConnection connection) {
        return Uni.createFrom()
                .item(() -> SocketFrames.read(text))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(frame -> handle(connection, frame))
                .onFailure()
                .recoverWithUni(failure -> refuse(connection, failure));
    }

    private Uni<Void> handle(WebSocketConnection connection, FromDevice frame) {
        @Nullable DeviceSession session = connection.userData().get(SESSION);
        return switch (frame) {
            case HelloFrame hello -> authenticate(connection, session, hello);
            case AckFrame ack -> acknowledge(session, ack);
        };
    }

    private Uni<Void> authenticate(
            WebSocketConnection connection, @Nullable DeviceSession session, HelloFrame hello) {
        // A nonce is good for one answer, right or wrong.
        @Nullable Bytes nonce = connection.userData().remove(NONCE);
        if (session != null || nonce == null) {
            throw new FrameRefused(SocketError.UNEXPECTED_FRAME);
        }
        // The challenge's timer no longer applies. Without a limit here, a database that does not
        // answer would keep the socket open.
        return handshake
                .accept(connection, nonce, hello)
                .ifNoItem()
                .after(challengeTimeout)
                .fail()
                .chain(
                        accepted -> {
                            connection.userData().put(SESSION, accepted.session());
                            return connection
                                    .sendText(SocketFrames.ready(accepted.listVersion()))
                                    .invoke(() -> begin(accepted.session()));
                        });
    }

    private void begin(DeviceSession session) {
        sessions.open(session);
        if (session.isClosed()) {
            sessions.close(session);
        }
        pushes.wake(session);
    }

    private Uni<Void> acknowledge(@Nullable DeviceSession session, AckFrame ack) {
        if (session == null) {
            throw new FrameRefused(SocketError.UNEXPECTED_FRAME);
        }
        return acknowledgements.accept(session, ack).invoke(() -> pushes.resume(session));
    }

    private static Uni<Void> refuse(WebSocketConnection connection, Throwable failure) {
        if (!(failure instanceof FrameRefused refused)) {
            LOG.warnf(
                    "frame not handled, closing the socket failure=%s",
                    failure.getClass().getSimpleName());
            DeviceSession.end(connection, SocketError.UNAVAILABLE);
            return Uni.createFrom().voidItem();
        }
        if (closesSocket(connection, refused.error())) {
            DeviceSession.end(connection, refused.error());
            return Uni.createFrom().voidItem();
        }
        return connection.sendText(refused.error().frame());
    }

    /** Any mistake before the hello; after it a false signature, or too many mistakes. */
    private static boolean closesSocket(WebSocketConnection connection, SocketError error) {
        @Nullable Integer before = connection.userData().get(MISTAKES);
        int mistakes = before == null ? 1 : before + 1;
        connection.userData().put(MISTAKES, mistakes);
        return connection.userData().get(SESSION) == null
                || error == SocketError.BAD_SIGNATURE
                || mistakes > MAX_MISTAKES;
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        @Nullable DeviceSession session = connection.userData().get(SESSION);
        if (session != null) {
            sessions.close(session);
        }
    }

    /** Logs the class only: a message may quote what was sent. */
    @OnError
    void failed(WebSocketConnection connection, Throwable failure) {
        LOG.debugf("socket failed failure=%s", failure.getClass().getSimpleName());
        DeviceSession.end(connection, SocketError.BAD_FRAME);
    }
}
