package io.sealpost.client.device;

import io.sealpost.client.device.Inbox.ReadFrame;
import java.util.Optional;

/**
 * Tells the server of one connection what the person has read. Unlike a pushed message, which comes
 * again until it is answered, nothing asks for such a receipt again, and the server says nothing to
 * one it takes: what it cannot take ends the connection. So a receipt counts as taken where the
 * connection answers a ping that left a whole beat after it; until then it stays in the store, for
 * the next connection, also of the next process.
 *
 * <pre>
 *   stored ─► told ─(beat)─(beat: ping)─► pong: forgotten
 *     ▲         │
 *     └── the connection ends             refused: forgotten, it would be refused again
 * </pre>
 *
 * Thread-safe.
 */
final class ReadTeller {
    private final Conversation conversation;
    private final Inbox inbox;
    private volatile long told;
    private volatile long toldBeforeBeat;
    private volatile long asked;
    private long forgotten;

    ReadTeller(Conversation conversation, Inbox inbox) {
        this.conversation = conversation;
        this.inbox = inbox;
    }

    boolean isOf(Conversation other) {
        return conversation == other;
    }

    /** Tells what this connection was not told, in as many frames as it takes. */
    synchronized void tell() {
        Optional<ReadFrame> next = inbox.readAfter(told);
        while (next.isPresent()) {
            conversation.send(next.get().frame());
            told = next.get().last();
            next = inbox.readAfter(told);
        }
    }

    /** A ping is about to leave. By one thread, which must not wait for a disk. */
    void beat() {
        asked = toldBeforeBeat;
        toldBeforeBeat = told;
    }

    /** A ping came back: this one or one before it. */
    synchronized void answered() {
        forget(asked);
    }

    /** The server does not know one of the messages; nothing says which. */
    synchronized void refused() {
        forget(told);
    }

    private void forget(long upTo) {
        if (upTo > forgotten) {
            inbox.forgetRead(upTo);
            forgotten = upTo;
        }
    }
}
