package io.sealpost.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final Inbox inbox = new Inbox();
    private final List<Integer> begun = new ArrayList<>();
    private final List<CompletableFuture<Void>> handlings = new ArrayList<>();

    /** A frame whose handling ends when its future does. */
    private void arrives(int size) {
        int number = handlings.size();
        CompletableFuture<Void> handling = new CompletableFuture<>();
        Uni<Void> next =
                inbox.next(
                        size,
                        () -> {
                            begun.add(number);
                            return Uni.createFrom().completionStage(handling);
                        });
        handlings.add(handling);
        next.subscribe().with(done -> {}, failure -> {});
    }

    private void isTooMuch(int size) {
        assertThatThrownBy(() -> arrives(size))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_FAST));
    }

    @Test
    void framesAreHandledOneAfterTheOtherAlsoWhereOneFails() {
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
    void noMoreThanAFewFramesWait() {
        for (int i = 0; i < Inbox.MOST; i++) {
            arrives(1);
        }
        isTooMuch(1);

        handlings.getFirst().complete(null);
        arrives(1);
        isTooMuch(1);
    }

    @Test
    void noMoreThanAFewCharactersWait() {
        arrives(Inbox.MOST_CHARACTERS - 1);
        arrives(1);
        isTooMuch(1);

        handlings.getFirst().complete(null);
        arrives(Inbox.MOST_CHARACTERS - 1);
        isTooMuch(1);
    }
}
