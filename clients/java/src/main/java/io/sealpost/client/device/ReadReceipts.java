package io.sealpost.client.device;

import io.sealpost.client.device.DeviceFrame.AckFrame;
import io.sealpost.client.device.ReadReceiptStore.PendingReceipt;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.socket.Acknowledgement;
import io.sealpost.seal.socket.Acknowledgement.Receipt;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The receipts for messages that the person has read. Each is stored until the server has it, at
 * most 40 days. Thread-safe.
 */
final class ReadReceipts {
    private final MessageStore messages;
    private final ReadReceiptStore pending;
    private final AcknowledgementSigner signer;
    private final Clock clock;

    ReadReceipts(
            MessageStore messages,
            ReadReceiptStore pending,
            AcknowledgementSigner signer,
            Clock clock) {
        this.messages = messages;
        this.pending = pending;
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * A signed frame of pending receipts.
     *
     * @param last the number of its last receipt
     */
    record ReceiptFrame(long last, AckFrame frame) {}

    /** Stores a receipt; it is on the disk when this returns. */
    void markRead(MessageId message) {
        Sha256 envelope =
                messages.envelope(message)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "this device has no such message"));
        pending.add(message, envelope);
    }

    /** The pending receipts after that number, as many as fit into one frame. */
    Optional<ReceiptFrame> after(long number) {
        List<PendingReceipt> next =
                pending.after(number, Acknowledgement.MAX_RECEIPTS, clock.instant());
        if (next.isEmpty()) {
            return Optional.empty();
        }
        List<Receipt> receipts = next.stream().map(PendingReceipt::receipt).toList();
        return Optional.of(
                new ReceiptFrame(next.getLast().number(), signer.sign(receipts, Map.of())));
    }

    /** Discards the receipts up to that number: the server has them, or would refuse them. */
    void discard(long upTo) {
        pending.discard(upTo);
    }

    /** Discards the receipts that the server would no longer accept. */
    void discardExpired() {
        pending.discardExpired(clock.instant());
    }
}
