package io.sealpost.delivery.socket;

import io.sealpost.delivery.session.SocketError;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The frames of one socket that wait to be handled, one after the other. Bounded in frames and in
 * characters, because the framework would queue frames until the memory is full. Thread-safe.
 */
final class FrameQueue {
    /** A device answers at most one push of each lane; acknowledgements of READ come on top. */
    static final int MAX_FRAMES = 64;

    /** Two of the largest frames. */
    static final int MAX_CHARACTERS = 2 * 131_072;

    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private int frames;
    private int characters;

    /**
     * Handles a frame when those before it are done.
     *
     * @param size the number of its characters
     * @throws FrameRefused where too much waits
     */
    synchronized Uni<Void> add(int size, Supplier<Uni<Void>> handling) {
        if (frames == MAX_FRAMES || characters + size > MAX_CHARACTERS) {
            throw new FrameRefused(SocketError.TOO_FAST);
        }
        frames++;
        characters += size;
        CompletableFuture<Void> before = last;
        CompletableFuture<Void> own = new CompletableFuture<>();
        last = own;
        return Uni.createFrom()
                .completionStage(before)
                .chain(handling::get)
                .eventually(() -> finish(own, size));
    }

    private void finish(CompletableFuture<Void> own, int size) {
        synchronized (this) {
            frames--;
            characters -= size;
        }
        own.complete(null);
    }
}
