package io.sealpost.delivery.api;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One socket's frames on their way to being handled: one after the other, and no more than a few.
 * The framework itself would queue whatever comes, until the memory is full.
 */
final class Inbox {
    /** A device owes an answer for four pushes at most; what a person reads comes on top. */
    private static final int MOST = 64;

    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private int waiting;

    /**
     * Handles a frame when those before it are done.
     *
     * @throws Refusal where too many wait
     */
    synchronized Uni<Void> next(Supplier<Uni<Void>> handling) {
        if (waiting == MOST) {
            throw new Refusal(ErrorCode.TOO_FAST);
        }
        waiting++;
        CompletableFuture<Void> before = last;
        CompletableFuture<Void> mine = new CompletableFuture<>();
        last = mine;
        return Uni.createFrom()
                .completionStage(before)
                .chain(handling::get)
                .eventually(() -> done(mine));
    }

    private void done(CompletableFuture<Void> mine) {
        synchronized (this) {
            waiting--;
        }
        mine.complete(null);
    }
}
