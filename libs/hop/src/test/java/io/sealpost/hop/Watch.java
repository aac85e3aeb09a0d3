package io.sealpost.hop;

import io.sealpost.schemas.DeadLetterReason;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a hop does, and can run something or hold the hop at one point, once. */
final class Watch implements HopListener {
    final AtomicInteger decided = new AtomicInteger();
    final AtomicInteger unrecorded = new AtomicInteger();
    final AtomicInteger duplicates = new AtomicInteger();
    final AtomicInteger failures = new AtomicInteger();
    final Map<String, Integer> failureKinds = new ConcurrentHashMap<>();
    final Set<String> sqlStates = ConcurrentHashMap.newKeySet();
    final List<Integer> batches = new CopyOnWriteArrayList<>();
    final List<DeadLetterReason> deadLetters = new CopyOnWriteArrayList<>();
    final List<String> parked = new CopyOnWriteArrayList<>();
    private final Map<Point, Runnable> traps = new ConcurrentHashMap<>();

    /** Runs this when a batch first comes to the point. */
    Watch at(Point point, Runnable trap) {
        traps.put(point, trap);
        return this;
    }

    /** A place where the first batch waits until it is let go. */
    Hold holdAt(Point point) {
        Hold hold = new Hold(new CountDownLatch(1), new CountDownLatch(1));
        at(point, hold);
        return hold;
    }

    record Hold(CountDownLatch arrived, CountDownLatch goOn) implements Runnable {
        @Override
        public void run() {
            arrived.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean isReached() {
            return arrived.getCount() == 0;
        }

        void release() {
            goOn.countDown();
        }
    }

    @Override
    public void reached(Point point) {
        Runnable trap = traps.remove(point);
        if (trap != null) {
            trap.run();
        }
    }

    @Override
    public void decided(Outcome outcome) {
        decided.incrementAndGet();
    }

    @Override
    public void unrecorded(Outcome outcome) {
        unrecorded.incrementAndGet();
    }

    @Override
    public void duplicates(int count) {
        duplicates.addAndGet(count);
    }

    @Override
    public void deadLettered(DeadLetterReason reason) {
        deadLetters.add(reason);
    }

    @Override
    public void parked(String topic) {
        parked.add(topic);
    }

    @Override
    public void finished(int records, Duration took) {
        batches.add(records);
    }

    @Override
    public void failed(Throwable failure) {
        failureKinds.merge(failure.getClass().getSimpleName(), 1, Integer::sum);
        failures.incrementAndGet();
        if (failure instanceof PgException refused) {
            sqlStates.add(refused.getSqlState());
        }
    }

    @Override
    public String toString() {
        return "decided=%s duplicates=%s failures=%s %s batches=%s deadLetters=%s"
                .formatted(decided, duplicates, failureKinds, sqlStates, batches, deadLetters);
    }
}
