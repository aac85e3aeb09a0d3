package io.sealpost.hop;

import java.util.List;
import java.util.Map;

/**
 * What one batch decided for the first time.
 *
 * @param changed the last state of each aggregate a decision changed
 * @param decided every new input with its outcome, in the order of the batch
 */
public record Folded<I, K, S>(Map<K, S> changed, List<Decided<I>> decided) {

    /** One input and what was decided of it. */
    public record Decided<I>(I input, Claim claim, Outcome outcome) {}
}
