package io.sealpost.delivery.domain;

import java.util.List;

/**
 * What a step does: the state after it and the events to tell, in order; none where it is ignored.
 */
public record Move(MessageState next, List<Event> events) {

    static Move to(MessageState next, Event... events) {
        return new Move(next, List.of(events));
    }

    static Move ignored(MessageState state) {
        return new Move(state, List.of());
    }
}
