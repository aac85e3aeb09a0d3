package io.sealpost.delivery.api;

import io.sealpost.delivery.api.Frames.Ack;
import io.sealpost.delivery.api.Frames.AckFrame;
import io.sealpost.delivery.domain.Step;
import io.sealpost.delivery.domain.StepCommand;
import io.sealpost.delivery.messaging.StepProducer;
import io.sealpost.delivery.store.SealedMessages;
import io.sealpost.delivery.store.SealedMessages.SealedMessage;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.socket.Acknowledgement;
import io.sealpost.seal.socket.Acknowledgement.Receipt;
import io.sealpost.seal.socket.ReceiptKind;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a signed acknowledgement frame into RECEIPT steps: all of it or nothing.
 *
 * <p>Each message must have been pushed to this device with the envelope it names. SealedMessage
 * are those in flight on this socket, those pushed before and still in the mailbox and, for READ,
 * those sealed to it that were delivered. An answer given before, to a message that is over, is
 * passed over in silence.
 */
@ApplicationScoped
class Acknowledgements {
    private final Pool pool;
    private final StepProducer steps;
    private final InstantSource clock;

    @Inject
    Acknowledgements(Pool pool, StepProducer steps, InstantSource clock) {
        this.pool = pool;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * Done when the receipts are on their topic; fails with a {@link Refusal}. Not on an event
     * loop.
     */
    Uni<Void> take(Session session, AckFrame frame) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Acknowledgement said = said(session, frame);
        if (!said.isSignedBy(session.key(), decoded(frame.signature()))) {
            throw new Refusal(ErrorCode.BAD_SIGNATURE);
        }
        Set<MessageId> messages = new HashSet<>();
        said.receipts().forEach(receipt -> messages.add(receipt.message()));
        return earlier(session, messages)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(known -> commands(session, frame, said, known, now))
                .chain(steps::publish)
                .invoke(() -> session.answered(messages));
    }

    private static Acknowledgement said(Session session, AckFrame frame) {
        try {
            return new Acknowledgement(
                    session.address().device(),
                    Instant.ofEpochMilli(frame.time()),
                    frame.listVersion(),
                    frame.messages().stream().map(Acknowledgements::receipt).toList());
        } catch (IllegalArgumentException badForm) {
            throw new Refusal(ErrorCode.BAD_FRAME);
        }
    }

    private static Receipt receipt(Ack ack) {
        return new Receipt(
                new MessageId(ack.messageId()),
                Sha256.from(Frames.bytes(ack.envelopeHash())),
                ack.kind());
    }

    private static byte[] decoded(String base64) {
        try {
            return Frames.bytes(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new Refusal(ErrorCode.BAD_FRAME);
        }
    }

    /** What the store knows of the messages that are not in flight here. */
    private Uni<Map<MessageId, SealedMessage>> earlier(Session session, Set<MessageId> messages) {
        Set<MessageId> others = new HashSet<>(messages);
        others.removeAll(session.inFlight().keySet());
        return others.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : SealedMessages.find(pool, session.address(), session.recipient(), others);
    }

    private static List<StepCommand> commands(
            Session session,
            AckFrame frame,
            Acknowledgement said,
            Map<MessageId, SealedMessage> earlier,
            Instant now) {
        Map<MessageId, SealedMessage> known = new HashMap<>(earlier);
        session.inFlight().forEach((message, one) -> known.put(message, inFlight(one)));
        List<StepCommand> commands = new ArrayList<>();
        for (int i = 0; i < said.receipts().size(); i++) {
            Receipt receipt = said.receipts().get(i);
            SealedMessage message = known.get(receipt.message());
            if (message == null) {
                throw new Refusal(ErrorCode.UNKNOWN_MESSAGE);
            }
            Bytes lacks = lacks(frame.messages().get(i));
            if (counts(receipt, message)) {
                commands.add(command(session, receipt, message, lacks, now));
            }
        }
        return commands;
    }

    private static SealedMessage inFlight(InFlight one) {
        return new SealedMessage(one.lane(), one.envelope(), one.pushedAt(), false);
    }

    /** False for an answer that changes nothing any more. */
    private static boolean counts(Receipt receipt, SealedMessage message) {
        if (message.envelope() == null) {
            return receipt.kind() == ReceiptKind.READ && message.delivered();
        }
        // Still in the mailbox but never pushed, or pushed with other bytes: it cannot have it.
        if (message.pushedAt() == null || !message.envelope().equals(receipt.envelope())) {
            throw new Refusal(ErrorCode.UNKNOWN_MESSAGE);
        }
        return true;
    }

    private static StepCommand command(
            Session session,
            Receipt receipt,
            SealedMessage message,
            @Nullable Bytes lacks,
            Instant now) {
        Instant pushedAt = message.pushedAt();
        Lane lane = message.lane();
        return new StepCommand(
                receipt.message(),
                session.recipient(),
                lane,
                new Step.Receipt(
                        session.address().device(),
                        receipt.kind(),
                        pushedAt == null ? now : pushedAt,
                        now,
                        lacks));
    }

    private static @Nullable Bytes lacks(Ack ack) {
        String key = ack.keyId();
        if (key == null) {
            return null;
        }
        try {
            return KeyId.of(decoded(key)).bytes();
        } catch (IllegalArgumentException badForm) {
            throw new Refusal(ErrorCode.BAD_FRAME);
        }
    }
}
