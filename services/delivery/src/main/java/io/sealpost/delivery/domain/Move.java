package io.sealpost.delivery.domain;

import java.util.List;

/**
 * What a step does: the state after it and the events to tell, in order; none where it is ignored.
 */
public record Move(MessageState next, List<Event> events, Effect effect) {

    Move(MessageState next, List<Event> events) {
        this(next, events, Effect.TAKEN);
    }

    static Move to(MessageState next, Event... events) {
        return new Move(next, List.of(events));
    }

    static Move ignored(MessageState state, Effect why) {
        return new Move(state, List.of(), why);
    }
}
