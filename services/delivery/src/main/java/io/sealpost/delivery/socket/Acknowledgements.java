package io.sealpost.delivery.socket;

import io.sealpost.delivery.domain.Step;
import io.sealpost.delivery.domain.StepCommand;
import io.sealpost.delivery.session.DeviceSession;
import io.sealpost.delivery.session.InFlight;
import io.sealpost.delivery.session.SocketError;
import io.sealpost.delivery.socket.SocketFrames.Ack;
import io.sealpost.delivery.socket.SocketFrames.AckFrame;
import io.sealpost.delivery.steps.StepProducer;
import io.sealpost.delivery.store.SealedMessages;
import io.sealpost.delivery.store.SealedMessages.SealedMessage;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
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
 * Turns a signed acknowledgement into RECEIPT steps, all of it or nothing (docs/sealing.md,
 * Acknowledgement).
 *
 * <p>Each message must have been pushed to this device, with the envelope that the receipt names:
 * in flight on this socket, or pushed before and still in the mailbox. READ may also be of a
 * message that was sealed to this device and delivered. An answer that changes nothing any more is
 * ignored.
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
     * Done when the broker has acknowledged the steps; fails with {@link FrameRefused}. Not to be
     * called on an event loop.
     */
    Uni<Void> accept(DeviceSession session, AckFrame frame) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Acknowledgement acknowledgement = acknowledgement(session, frame);
        if (!acknowledgement.isSignedBy(session.key(), SocketFrames.bytes(frame.signature()))) {
            throw new FrameRefused(SocketError.BAD_SIGNATURE);
        }
        Set<MessageId> messages = new HashSet<>();
        acknowledgement.receipts().forEach(receipt -> messages.add(receipt.message()));
        return stored(session, messages)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(stored -> commands(session, frame, acknowledgement, stored, now))
                .chain(steps::publish)
                .invoke(() -> session.answered(messages));
    }

    private static Acknowledgement acknowledgement(DeviceSession session, AckFrame frame) {
        try {
            return new Acknowledgement(
                    session.address().device(),
                    Instant.ofEpochMilli(frame.time()),
                    frame.listVersion(),
                    frame.messages().stream().map(Acknowledgements::receipt).toList());
        } catch (IllegalArgumentException badForm) {
            throw new FrameRefused(SocketError.BAD_FRAME);
        }
    }

    private static Receipt receipt(Ack ack) {
        return new Receipt(
                new MessageId(ack.messageId()),
                Sha256.from(SocketFrames.bytes(ack.envelopeHash())),
                ack.kind());
    }

    /** From the database, for the messages that are not in flight on this socket. */
    private Uni<Map<MessageId, SealedMessage>> stored(
            DeviceSession session, Set<MessageId> messages) {
        Set<MessageId> others = new HashSet<>(messages);
        others.removeAll(session.inFlight().keySet());
        return others.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : SealedMessages.find(pool, session.address(), session.recipient(), others);
    }

    private static List<StepCommand> commands(
            DeviceSession session,
            AckFrame frame,
            Acknowledgement acknowledgement,
            Map<MessageId, SealedMessage> stored,
            Instant now) {
        Map<MessageId, SealedMessage> known = new HashMap<>(stored);
        session.inFlight().forEach((message, push) -> known.put(message, inFlight(push)));
        List<StepCommand> commands = new ArrayList<>();
        for (int i = 0; i < acknowledgement.receipts().size(); i++) {
            Receipt receipt = acknowledgement.receipts().get(i);
            SealedMessage message = known.get(receipt.message());
            if (message == null) {
                throw new FrameRefused(SocketError.UNKNOWN_MESSAGE);
            }
            Bytes missingKey = missingKey(frame.messages().get(i));
            if (counts(receipt, message)) {
                commands.add(command(session, receipt, message, missingKey, now));
            }
        }
        return commands;
    }

    private static SealedMessage inFlight(InFlight push) {
        return new SealedMessage(push.lane(), push.envelope(), push.pushedAt(), false);
    }

    /** Whether the answer still changes something. */
    private static boolean counts(Receipt receipt, SealedMessage message) {
        if (message.envelope() == null) {
            return receipt.kind() == ReceiptKind.READ && message.delivered();
        }
        // In the mailbox and never pushed, or pushed with other bytes: the device cannot have it.
        if (message.pushedAt() == null || !message.envelope().equals(receipt.envelope())) {
            throw new FrameRefused(SocketError.UNKNOWN_MESSAGE);
        }
        return true;
    }

    private static StepCommand command(
            DeviceSession session,
            Receipt receipt,
            SealedMessage message,
            @Nullable Bytes missingKey,
            Instant now) {
        Instant pushedAt = message.pushedAt();
        return new StepCommand(
                receipt.message(),
                session.recipient(),
                message.lane(),
                new Step.Receipt(
                        session.address().device(),
                        receipt.kind(),
                        pushedAt == null ? now : pushedAt,
                        now,
                        missingKey));
    }

    private static @Nullable Bytes missingKey(Ack ack) {
        String key = ack.keyId();
        if (key == null) {
            return null;
        }
        try {
            return KeyId.of(SocketFrames.bytes(key)).bytes();
        } catch (IllegalArgumentException badForm) {
            throw new FrameRefused(SocketError.BAD_FRAME);
        }
    }
}
