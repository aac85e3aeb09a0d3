package io.sealpost.hop;

import io.sealpost.schemas.DeadLetterReason;
import java.time.Duration;

/** Observes a hop. Must not throw and must not block. */
public interface HopListener {

    /** The points that a batch passes, in order. */
    enum Point {
        BEFORE_COMMIT,
        AFTER_COMMIT,
        MID_PUBLISH,
        AFTER_PUBLISH,
        BEFORE_OFFSET_COMMIT
    }

    /** A batch reached a point. */
    default void reached(Point point) {}

    /** A command was decided for the first time and its outcome is stored. */
    default void decided(Outcome outcome) {}

    /** A command was decided, and its outcome is not stored. */
    default void unrecorded(Outcome outcome) {}

    /** This many commands had been decided before, in this batch or an earlier one. */
    default void duplicates(int count) {}

    /** A record was sent to the dead-letter topic. */
    default void deadLettered(DeadLetterReason reason) {}

    /** Records for a tenant's topic were parked, and none were before. */
    default void parked(String topic) {}

    /** A whole batch is done. */
    default void finished(int records, Duration took) {}

    /** An attempt at a batch failed and will be repeated, or takes longer than it should. */
    default void failed(Throwable failure) {}
}
