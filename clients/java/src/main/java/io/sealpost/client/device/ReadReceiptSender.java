package io.sealpost.client.device;

import io.sealpost.client.device.ReadReceipts.ReceiptFrame;
import java.util.Optional;

/**
 * Sends the pending read receipts on one connection. The server does not answer a receipt that it
 * accepts, and ends the connection at one that it refuses. So a receipt counts as accepted when the
 * server answers a ping that was sent at least one ping interval after the receipt. Until then the
 * receipt stays in the store, and the next connection sends it again, also in another process.
 *
 * <pre>
 *   stored ─► sent ─(ping)─(ping)─► answered: discarded
 *     ▲         │
 *     └── the connection ends       refused: discarded, since the server would refuse it again
 * </pre>
 *
 * Thread-safe.
 */
final class ReadReceiptSender {
    private final DeviceWebSocket socket;
    private final ReadReceipts receipts;
    private volatile long sent;
    private volatile long sentBeforeLastPing;
    private volatile long coveredByPing;
    private long discarded;

    ReadReceiptSender(DeviceWebSocket socket, ReadReceipts receipts) {
        this.socket = socket;
        this.receipts = receipts;
    }

    boolean isOf(DeviceWebSocket other) {
        return socket == other;
    }

    /** Sends what this connection has not sent yet, in as many frames as needed. */
    synchronized void sendPending() {
        Optional<ReceiptFrame> next = receipts.after(sent);
        while (next.isPresent()) {
            socket.send(next.get().frame());
            sent = next.get().last();
            next = receipts.after(sent);
        }
    }

    /** Called before each ping, by one thread; does not block. */
    void beforePing() {
        coveredByPing = sentBeforeLastPing;
        sentBeforeLastPing = sent;
    }

    /** The server answered a ping: the latest one or an earlier one. */
    synchronized void pingAnswered() {
        discard(coveredByPing);
    }

    /**
     * The server does not know one of the messages. It does not state which one, so all that were
     * sent are discarded.
     */
    synchronized void refused() {
        discard(sent);
    }

    private void discard(long upTo) {
        if (upTo > discarded) {
            receipts.discard(upTo);
            discarded = upTo;
        }
    }
}
