package io.sealpost.hop;

/**
 * A pure decision about one command.
 *
 * @param <O> the station's outcomes
 * @param <S> the aggregate's state
 */
public sealed interface Decision<O extends Outcome, S> {

    /** What was decided. */
    O outcome();

    /**
     * Stored with the changes of its aggregate, and published again at each replay.
     *
     * @param next the state that the next command of the same aggregate sees
     */
    record Recorded<O extends Outcome, S>(O outcome, S next) implements Decision<O, S> {}

    /**
     * Not stored: the id stays free, nothing changes, and what is published follows from the input
     * alone. For a command that may be decided differently when it comes again.
     */
    record Unrecorded<O extends Outcome, S>(O outcome) implements Decision<O, S> {}

    /** A decision to store. */
    static <O extends Outcome, S> Decision<O, S> recorded(O outcome, S next) {
        return new Recorded<>(outcome, next);
    }

    /** A decision that leaves no trace but what is published. */
    static <O extends Outcome, S> Decision<O, S> unrecorded(O outcome) {
        return new Unrecorded<>(outcome);
    }
}
