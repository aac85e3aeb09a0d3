package io.sealpost.encryption.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.seal.id.Lane;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SealingThreadsTest {

    @Test
    void urgentWorkOvertakesWaitingBulkWork() throws InterruptedException {
        SealingThreads threads = new SealingThreads(1);
        List<String> done = new CopyOnWriteArrayList<>();
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(3);
        threads.of(Lane.BULK).execute(() -> await(gate));

        for (String bulk : List.of("bulk 1", "bulk 2")) {
            threads.of(Lane.BULK).execute(() -> note(done, bulk, all));
        }
        threads.of(Lane.URGENT).execute(() -> note(done, "urgent", all));
        gate.countDown();
        all.await();

        assertThat(done).containsExactly("urgent", "bulk 1", "bulk 2");
        threads.stop();
    }

    private static void note(List<String> done, String what, CountDownLatch all) {
        done.add(what);
        all.countDown();
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
