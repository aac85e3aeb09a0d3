package io.sealpost.delivery.api;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One socket's frames on their way to being handled: one after the other, and no more than a few,
 * nor more than a few characters. The framework itself would queue whatever comes, until the memory
 * is full. Thread-safe.
 */
final class Inbox {
    /** A device owes an answer for four pushes at most; what a person reads comes on top. */
    static final int MOST = 64;

    /** Two of the largest frames; the answers for four pushes are a tenth of it. */
    static final int MOST_CHARACTERS = 2 * 131_072;

    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private int waiting;
    private int characters;

    /**
     * Handles a frame when those before it are done.
     *
     * @param size how many characters it has
     * @throws Refusal where too much waits
     */
    synchronized Uni<Void> next(int size, Supplier<Uni<Void>> handling) {
        if (waiting == MOST || characters + size > MOST_CHARACTERS) {
            throw new Refusal(ErrorCode.TOO_FAST);
        }
        waiting++;
        characters += size;
        CompletableFuture<Void> before = last;
        CompletableFuture<Void> mine = new CompletableFuture<>();
        last = mine;
        return Uni.createFrom()
                .completionStage(before)
                .chain(handling::get)
                .eventually(() -> done(mine, size));
    }

    private void done(CompletableFuture<Void> mine, int size) {
        synchronized (this) {
            waiting--;
            characters -= size;
        }
        mine.complete(null);
    }
}
