package io.sealpost.hop;

import io.sealpost.hop.Batch.Item;
import io.sealpost.hop.Batch.Poison;
import io.sealpost.hop.Folded.Decided;
import io.sealpost.hop.Handled.Entry;
import io.sealpost.schemas.DeadLetterReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What came of a batch: what is new and must be stored, what must be told (stored outcomes again,
 * too), and what used an id a second time for something else.
 */
record Verdicts<I, K, S>(Folded<I, K, S> folded, List<Told<I>> told, List<Poison> reused) {

    /** An input and the outcome to publish for it. */
    record Told<I>(I input, Outcome outcome) {}

    /**
     * Folds the batch in its order; pure. The next command of an aggregate sees the state the last
     * one left; whoever was decided first, before or in this batch, keeps the id.
     */
    static <I, K, S> Verdicts<I, K, S> fold(
            Station<I, K, S> station,
            List<Item<I>> items,
            Map<UUID, Entry> known,
            Map<K, S> states,
            Instant now) {
        Map<K, S> changed = new HashMap<>();
        Map<UUID, Entry> standing = new HashMap<>(known);
        List<Decided<I>> decided = new ArrayList<>();
        List<Told<I>> told = new ArrayList<>(items.size());
        List<Poison> reused = new ArrayList<>();
        for (Item<I> item : items) {
            Entry before = standing.get(item.claim().id());
            if (before == null) {
                Outcome outcome = decide(station, item, states, changed, now);
                standing.put(item.claim().id(), new Entry(item.claim().digest(), outcome));
                decided.add(new Decided<>(item.input(), item.claim(), outcome));
                told.add(new Told<>(item.input(), outcome));
            } else if (item.claim().saysTheSame(before.digest())) {
                told.add(new Told<>(item.input(), before.outcome()));
            } else {
                reused.add(new Poison(item.record(), DeadLetterReason.ID_REUSED));
            }
        }
        return new Verdicts<>(new Folded<>(changed, decided), told, reused);
    }

    private static <I, K, S> Outcome decide(
            Station<I, K, S> station,
            Item<I> item,
            Map<K, S> states,
            Map<K, S> changed,
            Instant now) {
        K key = station.aggregate(item.input());
        S state = changed.containsKey(key) ? changed.get(key) : states.get(key);
        Objects.requireNonNull(state, "a station loads every key");
        Decision<S> decision = station.decide(state, item.input(), now);
        if (!decision.next().equals(state)) {
            changed.put(key, decision.next());
        }
        return decision.outcome();
    }
}
