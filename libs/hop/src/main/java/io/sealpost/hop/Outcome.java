package io.sealpost.hop;

/**
 * What a station decided about one command. Each station has a sealed type of its own, so that the
 * compiler names every place that must handle a new outcome, and an {@link OutcomeCodec} that
 * stores it. The two names below label metrics; code never compares them.
 */
public interface Outcome {

    /** The kind of outcome, for instance {@code ACCEPTED}; few values. */
    String verdict();

    /** Why, or {@code NONE}; few values. */
    default String reason() {
        return "NONE";
    }
}
