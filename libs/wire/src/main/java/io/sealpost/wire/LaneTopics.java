package io.sealpost.wire;

import io.sealpost.seal.id.Lane;

/** The two topics of a stage that has one topic a lane, from {@link Catalogue#lanes}. */
public record LaneTopics(Topic urgent, Topic bulk) {

    /**
     * The topic of one lane.
     *
     * @throws IllegalArgumentException for {@link Lane#UNKNOWN}
     */
    public Topic of(Lane lane) {
        return switch (lane) {
            case URGENT -> urgent;
            case BULK -> bulk;
            case UNKNOWN -> throw new IllegalArgumentException("an unknown lane has no topic");
        };
    }
}
