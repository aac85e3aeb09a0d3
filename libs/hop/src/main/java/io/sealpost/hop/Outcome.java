package io.sealpost.hop;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was decided of one command: a row of {@code handled} before it is a record on a topic, so
 * that a replay publishes the same bytes again.
 *
 * @param verdict the kind of outcome, a low-cardinality name
 * @param reason why, or {@code NONE}; a low-cardinality name
 * @param detail whatever the station needs, beside the input, to publish the same bytes again; may
 *     be null
 * @param decidedAt to the millisecond
 */
public record Outcome(String verdict, String reason, byte @Nullable [] detail, Instant decidedAt) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Outcome outcome
                && verdict.equals(outcome.verdict)
                && reason.equals(outcome.reason)
                && Arrays.equals(detail, outcome.detail)
                && decidedAt.equals(outcome.decidedAt);
    }

    @Override
    public int hashCode() {
        return verdict.hashCode() * 31 + decidedAt.hashCode();
    }

    @Override
    public String toString() {
        return verdict + "/" + reason + " at " + decidedAt;
    }
}
