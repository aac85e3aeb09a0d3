package io.sealpost.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
    private final Path state;

    StateLockTest(@TempDir Path folder) {
        this.state = folder.resolve("state");
    }

    @Test
    void threadsTakeTurns() throws InterruptedException {
        int[] count = {0};
        Runnable work =
                () -> {
                    for (int time = 0; time < 100_000; time++) {
                        count[0]++;
                    }
                };
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            threads.add(Thread.ofPlatform().start(() -> StateLock.hold(state, work)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(count[0]).isEqualTo(400_000);
    }

    @Test
    void workMayHoldItAgain() {
        List<String> done = new ArrayList<>();

        StateLock.hold(state, () -> StateLock.hold(state, () -> done.add("inner")));
        StateLock.hold(state, () -> done.add("later"));

        assertThat(done).containsExactly("inner", "later");
    }
}
