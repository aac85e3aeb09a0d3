package io.sealpost.hop;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one batch decided for the first time and must store.
 *
 * @param changed the last state of each aggregate that a decision changed
 * @param decided every recorded input with its outcome, in the order of the batch
 */
public record BatchDecisions<I, K, S, O extends Outcome>(
        Map<K, S> changed, List<Decided<I, O>> decided) {

    /** One input and its outcome. */
    public record Decided<I, O extends Outcome>(
            I input, Claim claim, O outcome, Instant decidedAt) {}
}
