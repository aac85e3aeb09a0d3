package io.sealpost.hop;

import io.sealpost.hop.Batch.Item;
import io.sealpost.hop.Batch.Poison;
import io.sealpost.hop.BatchDecisions.Decided;
import io.sealpost.hop.HandledCommands.Row;
import io.sealpost.schemas.DeadLetterReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A batch after its decisions.
 *
 * @param decisions what is new and must be stored
 * @param publications what must be published: new outcomes, and stored ones again
 * @param unrecorded the outcomes that are not stored
 * @param reused the records that used an id a second time for another command
 */
record FoldedBatch<I, K, S, O extends Outcome>(
        BatchDecisions<I, K, S, O> decisions,
        List<Publication<I, O>> publications,
        List<O> unrecorded,
        List<Poison> reused) {

    /** An input and the outcome to publish for it. */
    record Publication<I, O extends Outcome>(I input, O outcome, Instant decidedAt) {}

    /** How many commands had been decided before this batch or earlier in it. */
    int repeated() {
        return publications.size() - decisions.decided().size() - unrecorded.size();
    }

    /**
     * Decides the batch in its order; pure. The next command of an aggregate sees the state that
     * the last one left. The command that was decided first, before or in this batch, keeps the id.
     *
     * @param known the rows of ids that were handled before
     * @throws NewerOutcome where a stored outcome is of a newer release
     */
    static <I, K, S, O extends Outcome> FoldedBatch<I, K, S, O> fold(
            Station<I, K, S, O> station,
            List<Item<I>> items,
            Map<UUID, Row> known,
            Map<K, S> states,
            Instant now) {
        Fold<I, K, S, O> fold = new Fold<>(station, known, states, now);
        items.forEach(fold::add);
        return fold.result();
    }

    /** The fold while it runs. */
    private static final class Fold<I, K, S, O extends Outcome> {
        private final Station<I, K, S, O> station;
        private final Map<UUID, Row> known;
        private final Map<K, S> states;
        private final Instant now;
        private final Map<UUID, Decided<I, O>> first = new HashMap<>();
        private final Map<K, S> changed = new HashMap<>();
        private final List<Decided<I, O>> decided = new ArrayList<>();
        private final List<Publication<I, O>> publications = new ArrayList<>();
        private final List<O> unrecorded = new ArrayList<>();
        private final List<Poison> reused = new ArrayList<>();

        Fold(Station<I, K, S, O> station, Map<UUID, Row> known, Map<K, S> states, Instant now) {
            this.station = station;
            this.known = known;
            this.states = states;
            this.now = now;
        }

        void add(Item<I> item) {
            Row stored = known.get(item.claim().id());
            Decided<I, O> earlier = first.get(item.claim().id());
            if (stored != null) {
                repeatStored(item, stored);
            } else if (earlier != null) {
                repeatEarlier(item, earlier);
            } else {
                decide(item);
            }
        }

        private void repeatStored(Item<I> item, Row stored) {
            if (stored.isOf(station.name(), item.claim())) {
                O outcome = station.outcomes().decode(stored.outcome());
                publish(item, outcome, stored.decidedAt());
            } else {
                reuse(item);
            }
        }

        private void repeatEarlier(Item<I> item, Decided<I, O> earlier) {
            if (earlier.claim().equals(item.claim())) {
                publish(item, earlier.outcome(), earlier.decidedAt());
            } else {
                reuse(item);
            }
        }

        private void decide(Item<I> item) {
            K key = station.aggregate(item.input());
            S state = changed.containsKey(key) ? changed.get(key) : states.get(key);
            Objects.requireNonNull(state, "a station loads every key");
            switch (station.decide(state, item.input(), now)) {
                case Decision.Recorded<O, S>(O outcome, S next) -> {
                    if (!next.equals(state)) {
                        changed.put(key, next);
                    }
                    Decided<I, O> row = new Decided<>(item.input(), item.claim(), outcome, now);
                    first.put(item.claim().id(), row);
                    decided.add(row);
                    publish(item, outcome, now);
                }
                case Decision.Unrecorded<O, S>(O outcome) -> {
                    unrecorded.add(outcome);
                    publish(item, outcome, now);
                }
            }
        }

        private void publish(Item<I> item, O outcome, Instant decidedAt) {
            publications.add(new Publication<>(item.input(), outcome, decidedAt));
        }

        private void reuse(Item<I> item) {
            reused.add(new Poison(item.record(), DeadLetterReason.ID_REUSED));
        }

        FoldedBatch<I, K, S, O> result() {
            return new FoldedBatch<>(
                    new BatchDecisions<>(changed, decided), publications, unrecorded, reused);
        }
    }
}
