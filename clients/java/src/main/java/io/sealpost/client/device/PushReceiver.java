package io.sealpost.client.device;

import io.sealpost.client.device.DeviceFrame.AckFrame;
import io.sealpost.client.device.MessageStore.SeenCheckpoint;
import io.sealpost.client.device.MessageStore.StoredMessage;
import io.sealpost.client.device.OpenedMessage.Comparison;
import io.sealpost.client.device.PushResult.Ignored;
import io.sealpost.client.device.PushResult.Opened;
import io.sealpost.client.device.PushResult.Refused;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.message.Body;
import io.sealpost.seal.socket.Acknowledgement.Receipt;
import io.sealpost.seal.socket.ReceiptKind;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Handles one push frame at a time: opens its messages, stores them in one transaction,
 * acknowledges them, then shows them. Thread-safe.
 *
 * <pre>
 *   pushed ── seen before ──────────────► acknowledged again, not shown again
 *     └─ opens ─► stored, marked seen ──► acknowledged ──► shown ──► recorded with the next frame
 *     └─ does not open ─────────────────► CANNOT_OPEN
 * </pre>
 */
final class PushReceiver {
    private final MessageOpener opener;
    private final MessageStore store;
    private final AcknowledgementSigner signer;
    private final CurrentDirectory directory;
    private final Map<MessageRefusal, LongAdder> refusals;
    private final Clock clock;
    private SeenCheckpoint checkpoint;
    private long shownUpTo;
    private boolean closed;

    PushReceiver(
            MessageOpener opener,
            MessageStore store,
            AcknowledgementSigner signer,
            CurrentDirectory directory,
            Map<MessageRefusal, LongAdder> refusals,
            Clock clock) {
        this.opener = opener;
        this.store = store;
        this.signer = signer;
        this.directory = directory;
        this.refusals = refusals;
        this.clock = clock;
        this.checkpoint = store.checkpoint();
    }

    /**
     * The result of one frame.
     *
     * @param acknowledgement to be sent before anything is shown; empty where nothing is answered
     * @param unshown the messages to show, in order
     */
    record Received(Optional<AckFrame> acknowledgement, List<StoredMessage> unshown) {}

    /** Opens and stores the messages of one frame. */
    synchronized Received receive(List<PushedMessage> pushed) {
        Frame frame = new Frame(directory.get(), clock.instant(), store.seen(ids(pushed)));
        pushed.forEach(frame::add);
        List<StoredMessage> unshown =
                frame.opened.isEmpty()
                        ? List.of()
                        : store.save(frame.opened, checkpoint, shownUpTo);
        return new Received(frame.acknowledgement(), unshown);
    }

    /**
     * Shows messages. How far it got is stored with the next frame. After {@link #close} it shows
     * nothing more: the next process shows what is stored, and only that one does.
     */
    synchronized void show(List<StoredMessage> messages, MessageHandler handler) {
        for (StoredMessage stored : messages) {
            if (closed) {
                return;
            }
            handler.onMessage(stored.message());
            shownUpTo = stored.number();
        }
    }

    /** Shows what an earlier process stored and may not have shown. */
    synchronized void showUnshown(MessageHandler handler) {
        if (!closed) {
            show(store.unshown(), handler);
        }
        if (!closed) {
            store.markShown(shownUpTo);
        }
    }

    /** Waits for the frame that is being handled, and stores how far showing got. */
    synchronized void close() {
        store.markShown(shownUpTo);
        closed = true;
    }

    /**
     * Deletes the seen ids of expired messages. Never during a frame: that frame may have found a
     * message in its time and still needs its id.
     */
    synchronized void discardExpiredIds() {
        store.discardExpiredIds(clock.instant());
    }

    private static List<MessageId> ids(List<PushedMessage> pushed) {
        return pushed.stream().flatMap(message -> message.id().stream()).toList();
    }

    private Comparison compareCheckpoint(Body body) {
        Comparison result =
                Comparison.of(
                        body.checkpointSize(),
                        body.checkpointRoot(),
                        checkpoint.size(),
                        checkpoint.root());
        if (result == Comparison.NEWER) {
            checkpoint = new SeenCheckpoint(body.checkpointSize(), body.checkpointRoot());
        }
        return result;
    }

    /** The messages of one push frame that have been handled so far. */
    private final class Frame {
        private final VerifiedDirectory known;
        private final Instant now;
        private final Map<MessageId, Sha256> seen;
        private final List<Receipt> receipts = new ArrayList<>();
        private final Map<MessageId, byte[]> missingKeys = new HashMap<>();
        private final List<OpenedMessage> opened = new ArrayList<>();

        Frame(VerifiedDirectory known, Instant now, Map<MessageId, Sha256> seen) {
            this.known = known;
            this.now = now;
            this.seen = seen;
        }

        /**
         * A message that was seen before is acknowledged for the envelope that was opened then,
         * also where the server pushed another envelope now.
         */
        void add(PushedMessage message) {
            message.id()
                    .flatMap(this::repeated)
                    .ifPresentOrElse(receipts::add, () -> add(opener.open(message, known, now)));
        }

        Optional<AckFrame> acknowledgement() {
            return receipts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(signer.sign(receipts, missingKeys));
        }

        private Optional<Receipt> repeated(MessageId id) {
            return Optional.ofNullable(seen.get(id))
                    .map(envelope -> new Receipt(id, envelope, ReceiptKind.DELIVERED));
        }

        private void add(PushResult result) {
            switch (result) {
                case Opened read -> {
                    opened.add(message(read));
                    answer(read.context().message(), read.envelope(), ReceiptKind.DELIVERED);
                }
                case Refused refused -> {
                    count(refused.reason());
                    missingKeys.put(refused.message(), refused.key().bytes().toArray());
                    answer(refused.message(), refused.envelope(), ReceiptKind.CANNOT_OPEN);
                }
                case Ignored(MessageRefusal reason) -> count(reason);
            }
        }

        private OpenedMessage message(Opened read) {
            Body body = read.body();
            return new OpenedMessage(
                    read.context(),
                    read.envelope(),
                    body.content(),
                    known.compare(body.listVersion(), body.listHash()),
                    compareCheckpoint(body),
                    now);
        }

        private void answer(MessageId message, Sha256 envelope, ReceiptKind kind) {
            receipts.add(new Receipt(message, envelope, kind));
        }

        private void count(MessageRefusal reason) {
            refusals.computeIfAbsent(reason, unused -> new LongAdder()).increment();
        }
    }
}
