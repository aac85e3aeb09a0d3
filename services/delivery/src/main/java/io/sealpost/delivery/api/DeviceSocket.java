package io.sealpost.delivery.api;

import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.sealpost.delivery.DeliveryConfig;
import io.sealpost.delivery.api.Frames.AckFrame;
import io.sealpost.delivery.api.Frames.FromDevice;
import io.sealpost.delivery.api.Frames.HelloFrame;
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
 * The socket of devices (SEALING, "Socket"): challenge, hello, then pushes and acknowledgements.
 * Frames of one socket are handled one after the other; parsing and signatures on worker threads.
 */
@WebSocket(path = "/v1/devices/socket", inboundProcessingMode = InboundProcessingMode.CONCURRENT)
public class DeviceSocket {
    private static final Logger LOG = Logger.getLogger(DeviceSocket.class);
    private static final String PROTOCOL = "sealpost.v1";
    private static final int MISTAKES = 10;
    private static final TypedKey<Bytes> NONCE = new TypedKey<>("nonce");
    private static final TypedKey<Inbox> INBOX = new TypedKey<>("inbox");
    private static final TypedKey<Session> SESSION = new TypedKey<>("session");
    private static final TypedKey<Integer> MISTAKEN = new TypedKey<>("mistakes");

    private final SecureRandom random = new SecureRandom();
    private final Duration patience;
    private final Greeting greeting;
    private final Acknowledgements acknowledgements;
    private final Sessions sessions;
    private final Pushing pushing;

    @Inject
    DeviceSocket(
            DeliveryConfig config,
            Greeting greeting,
            Acknowledgements acknowledgements,
            Sessions sessions,
            Pushing pushing) {
        this.patience = config.challenge();
        this.greeting = greeting;
        this.acknowledgements = acknowledgements;
        this.sessions = sessions;
        this.pushing = pushing;
    }

    @OnOpen
    Uni<Void> open(WebSocketConnection connection) {
        connection.userData().put(INBOX, new Inbox());
        if (!PROTOCOL.equals(connection.subprotocol())) {
            Session.end(connection, ErrorCode.BAD_FRAME, Session.POLICY);
            return Uni.createFrom().voidItem();
        }
        byte[] nonce = new byte[ChallengeResponse.NONCE_SIZE];
        random.nextBytes(nonce);
        connection.userData().put(NONCE, Bytes.of(nonce));
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(patience)
                .subscribe()
                .with(late -> expire(connection));
        return connection.sendText(Frames.challenge(nonce));
    }

    private static void expire(WebSocketConnection connection) {
        if (connection.isOpen() && connection.userData().remove(NONCE) != null) {
            Session.end(connection, ErrorCode.CHALLENGE_EXPIRED, Session.POLICY);
        }
    }

    @OnTextMessage
    Uni<Void> message(String text, WebSocketConnection connection) {
        @Nullable Inbox inbox = connection.userData().get(INBOX);
        try {
            if (inbox == null) {
                throw new Refusal(ErrorCode.UNEXPECTED_FRAME);
            }
            return inbox.next(text.length(), () -> handled(text, connection));
        } catch (Refusal refusal) {
            Session.end(connection, refusal.code(), Session.POLICY);
            return Uni.createFrom().voidItem();
        }
    }

    private Uni<Void> handled(String text, WebSocketConnection connection) {
        return Uni.createFrom()
                .item(() -> Frames.read(text))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(frame -> handle(connection, frame))
                .onFailure()
                .recoverWithUni(failure -> refuse(connection, failure));
    }

    private Uni<Void> handle(WebSocketConnection connection, FromDevice frame) {
        @Nullable Session session = connection.userData().get(SESSION);
        return switch (frame) {
            case HelloFrame hello -> greet(connection, session, hello);
            case AckFrame ack -> acknowledge(session, ack);
        };
    }

    private Uni<Void> greet(
            WebSocketConnection connection, @Nullable Session session, HelloFrame hello) {
        // Taken away by the first answer, right or wrong.
        @Nullable Bytes nonce = connection.userData().remove(NONCE);
        if (session != null || nonce == null) {
            throw new Refusal(ErrorCode.UNEXPECTED_FRAME);
        }
        // The challenge's timer is over: a store that hangs would keep the socket for ever.
        return greeting.greet(connection, nonce, hello)
                .ifNoItem()
                .after(patience)
                .fail()
                .chain(
                        welcome -> {
                            connection.userData().put(SESSION, welcome.session());
                            return connection
                                    .sendText(Frames.ready(welcome.listVersion()))
                                    .invoke(() -> begin(welcome.session()));
                        });
    }

    private void begin(Session session) {
        sessions.open(session);
        if (session.connection().isClosed()) {
            sessions.close(session);
        }
        pushing.wake(session);
    }

    private Uni<Void> acknowledge(@Nullable Session session, AckFrame ack) {
        if (session == null) {
            throw new Refusal(ErrorCode.UNEXPECTED_FRAME);
        }
        return acknowledgements.take(session, ack).invoke(() -> pushing.goOn(session));
    }

    private static Uni<Void> refuse(WebSocketConnection connection, Throwable failure) {
        if (!(failure instanceof Refusal refusal)) {
            LOG.warnf("a frame was not handled failure=%s", failure.getClass().getSimpleName());
            Session.end(connection, ErrorCode.UNAVAILABLE, Session.TRY_AGAIN);
            return Uni.createFrom().voidItem();
        }
        if (isAbuse(connection, refusal.code())) {
            Session.end(connection, refusal.code(), Session.POLICY);
            return Uni.createFrom().voidItem();
        }
        return connection.sendText(refusal.code().frame());
    }

    /** Before a hello nothing wrong is borne; after it a few mistakes, but no false signature. */
    private static boolean isAbuse(WebSocketConnection connection, ErrorCode code) {
        @Nullable Integer before = connection.userData().get(MISTAKEN);
        int mistakes = before == null ? 1 : before + 1;
        connection.userData().put(MISTAKEN, mistakes);
        return connection.userData().get(SESSION) == null
                || code == ErrorCode.BAD_SIGNATURE
                || mistakes > MISTAKES;
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        @Nullable Session session = connection.userData().get(SESSION);
        if (session != null) {
            sessions.close(session);
        }
    }

    /** The class only: a message may quote what was sent. */
    @OnError
    void failed(WebSocketConnection connection, Throwable failure) {
        LOG.debugf("a socket failed failure=%s", failure.getClass().getSimpleName());
        Session.end(connection, ErrorCode.BAD_FRAME, Session.POLICY);
    }
}
