package io.sealpost.delivery.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.delivery.session.SocketError;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
    private final FrameQueue queue = new FrameQueue();
    private final List<Integer> begun = new ArrayList<>();
    private final List<CompletableFuture<Void>> handlings = new ArrayList<>();

    /** A frame whose handling ends when its future does. */
    private void arrives(int size) {
        int number = handlings.size();
        CompletableFuture<Void> handling = new CompletableFuture<>();
        Uni<Void> next =
                queue.add(
                        size,
                        () -> {
                            begun.add(number);
                            return Uni.createFrom().completionStage(handling);
                        });
        handlings.add(handling);
        next.subscribe().with(done -> {}, failure -> {});
    }

    private void isRefused(int size) {
        assertThatThrownBy(() -> arrives(size))
                .isInstanceOfSatisfying(
                        FrameRefused.class,
                        refused -> assertThat(refused.error()).isEqualTo(SocketError.TOO_FAST));
    }

    @Test
    void framesAreHandledOneAfterTheOtherAlsoIfOneFails() {
        arrives(1);
        arrives(1);
        arrives(1);
        assertThat(begun).containsExactly(0);

        handlings.get(0).completeExceptionally(new IllegalStateException());
        assertThat(begun).containsExactly(0, 1);
        handlings.get(1).complete(null);
        assertThat(begun).containsExactly(0, 1, 2);
    }

    @Test
    void theNumberOfWaitingFramesIsBounded() {
        for (int i = 0; i < FrameQueue.MAX_FRAMES; i++) {
            arrives(1);
        }
        isRefused(1);

        handlings.getFirst().complete(null);
        arrives(1);
        isRefused(1);
    }

    @Test
    void theCharactersOfWaitingFramesAreBounded() {
        arrives(FrameQueue.MAX_CHARACTERS - 1);
        arrives(1);
        isRefused(1);

        handlings.getFirst().complete(null);
        arrives(FrameQueue.MAX_CHARACTERS - 1);
        isRefused(1);
    }
}
