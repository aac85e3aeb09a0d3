package io.sealpost.client.device;

import io.sealpost.client.device.DeviceFrame.AckFrame;
import io.sealpost.client.device.MessageStore.Checkpoint;
import io.sealpost.client.device.MessageStore.Stored;
import io.sealpost.client.device.ReadStore.Untold;
import io.sealpost.client.device.Reading.Ignored;
import io.sealpost.client.device.Reading.Opened;
import io.sealpost.client.device.Reading.Refused;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.message.Body;
import io.sealpost.seal.socket.Acknowledgement;
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
 * Takes one push at a time: open, store in one transaction, then acknowledge, then show.
 *
 * <pre>
 *   pushed ── seen before ──────────────► acknowledged again, never shown again
 *     └─ opens ─► stored, marked seen ──► acknowledged ──► shown ──► noted with the next frame
 *     └─ does not ──────────────────────► CANNOT_OPEN
 * </pre>
 */
final class Inbox {
    private final Owner owner;
    private final MessageReader reader;
    private final MessageStore store;
    private final ReadStore reads;
    private final KnownDirectory directory;
    private final Clock clock;
    private final Map<Refusal, LongAdder> refusals;
    private Checkpoint checkpoint;
    private long shownUpTo;
    private boolean closed;

    Inbox(
            Owner owner,
            MessageReader reader,
            MessageStore store,
            ReadStore reads,
            KnownDirectory directory,
            Map<Refusal, LongAdder> refusals,
            Clock clock) {
        this.owner = owner;
        this.reader = reader;
        this.store = store;
        this.reads = reads;
        this.directory = directory;
        this.refusals = refusals;
        this.clock = clock;
        this.checkpoint = store.checkpoint();
    }

    /** What a frame comes to: the answer to send now, and what to show after it. */
    record Received(Optional<AckFrame> answer, List<Stored> fresh) {}

    /** Receipts for what was read, up to that number. */
    record ReadFrame(long last, AckFrame frame) {}

    synchronized Received receive(List<PushedMessage> pushed) {
        Frame frame = new Frame(directory.get(), clock.instant(), store.seen(ids(pushed)));
        pushed.forEach(frame::take);
        List<Stored> fresh =
                frame.opened.isEmpty()
                        ? List.of()
                        : store.keep(frame.opened, checkpoint, shownUpTo);
        return new Received(frame.answer(), fresh);
    }

    /**
     * Shows, and remembers how far it got; the next frame's transaction writes that down. Nothing
     * once it is closed: what is stored is shown by the next process, and by that one only.
     */
    synchronized void show(List<Stored> fresh, MessageHandler handler) {
        for (Stored stored : fresh) {
            if (closed) {
                return;
            }
            handler.onMessage(stored.message());
            shownUpTo = stored.number();
        }
    }

    /** What a former process stored and perhaps did not show. */
    synchronized void showUnshown(MessageHandler handler) {
        if (!closed) {
            show(store.unshown(), handler);
        }
        if (!closed) {
            store.shown(shownUpTo);
        }
    }

    /** Between two frames; writes down how far showing got. */
    synchronized void close() {
        store.shown(shownUpTo);
        closed = true;
    }

    /** Not while a frame is taken: it may have found its time open and look for its ids yet. */
    synchronized void forgetSeen() {
        store.forgetSeen(clock.instant());
    }

    /** The person has read it; {@link #readAfter} tells of it until it is forgotten. */
    void markRead(MessageId message) {
        Sha256 envelope =
                store.envelope(message)
                        .orElseThrow(() -> new IllegalArgumentException("not in the store"));
        reads.add(message, envelope);
    }

    /** What was read, of those after that number as many as one frame takes. */
    Optional<ReadFrame> readAfter(long number) {
        List<Untold> next = reads.after(number, Acknowledgement.MAX_RECEIPTS, clock.instant());
        if (next.isEmpty()) {
            return Optional.empty();
        }
        List<Receipt> receipts = next.stream().map(Untold::receipt).toList();
        return Optional.of(new ReadFrame(next.getLast().number(), signed(receipts, Map.of())));
    }

    void forgetRead(long upTo) {
        reads.forget(upTo);
    }

    void forgetOldReads() {
        reads.forgetOld(clock.instant());
    }

    private static List<MessageId> ids(List<PushedMessage> pushed) {
        return pushed.stream()
                .map(PushedMessage::messageId)
                .filter(MessageId::isValid)
                .map(MessageId::new)
                .toList();
    }

    private OpenedMessage.View compare(Body body) {
        OpenedMessage.View view =
                Views.of(
                        body.checkpointSize(),
                        body.checkpointRoot(),
                        checkpoint.size(),
                        checkpoint.root());
        if (view == OpenedMessage.View.NEWER) {
            checkpoint = new Checkpoint(body.checkpointSize(), body.checkpointRoot());
        }
        return view;
    }

    private AckFrame signed(List<Receipt> receipts, Map<MessageId, byte[]> missingKeys) {
        Instant at = Instant.ofEpochMilli(clock.millis());
        long version = directory.listVersion();
        Acknowledgement answer = new Acknowledgement(owner.device(), at, version, receipts);
        return new AckFrame(
                at.toEpochMilli(),
                version,
                receipts.stream().map(receipt -> entry(receipt, missingKeys)).toList(),
                answer.sign(owner.identity()).toArray());
    }

    private static AckFrame.Entry entry(Receipt receipt, Map<MessageId, byte[]> missingKeys) {
        return new AckFrame.Entry(
                receipt.message().value(),
                receipt.envelope().toArray(),
                receipt.kind().name(),
                missingKeys.get(receipt.message()));
    }

    /** What the messages of one push have come to so far. */
    private final class Frame {
        private final Directory known;
        private final Instant now;
        private final List<Receipt> receipts = new ArrayList<>();
        private final Map<MessageId, byte[]> missingKeys = new HashMap<>();
        private final List<OpenedMessage> opened = new ArrayList<>();

        private final Map<MessageId, Sha256> seen;

        Frame(Directory known, Instant now, Map<MessageId, Sha256> seen) {
            this.known = known;
            this.now = now;
            this.seen = seen;
        }

        /** What was seen is answered for the bytes that were opened, whatever bytes came now. */
        void take(PushedMessage message) {
            ids(List.of(message)).stream()
                    .flatMap(id -> again(id).stream())
                    .findFirst()
                    .ifPresentOrElse(receipts::add, () -> take(reader.read(message, known, now)));
        }

        Optional<AckFrame> answer() {
            return receipts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(signed(receipts, missingKeys));
        }

        private Optional<Receipt> again(MessageId id) {
            return Optional.ofNullable(seen.get(id))
                    .map(envelope -> new Receipt(id, envelope, ReceiptKind.DELIVERED));
        }

        private void take(Reading reading) {
            switch (reading) {
                case Opened read -> {
                    opened.add(message(read));
                    add(read.context().message(), read.envelope(), ReceiptKind.DELIVERED);
                }
                case Refused no -> {
                    count(no.why());
                    missingKeys.put(no.message(), no.key().bytes().toArray());
                    add(no.message(), no.envelope(), ReceiptKind.CANNOT_OPEN);
                }
                case Ignored(Refusal why) -> count(why);
            }
        }

        private OpenedMessage message(Opened read) {
            Body body = read.body();
            return new OpenedMessage(
                    read.context(),
                    read.envelope(),
                    body.content(),
                    known.compare(body.listVersion(), body.listHash()),
                    compare(body),
                    now);
        }

        private void add(MessageId message, Sha256 envelope, ReceiptKind kind) {
            receipts.add(new Receipt(message, envelope, kind));
        }

        private void count(Refusal why) {
            refusals.computeIfAbsent(why, unused -> new LongAdder()).increment();
        }
    }
}
