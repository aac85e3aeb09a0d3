package io.sealpost.hop;

import io.sealpost.schemas.DeadLetterReason;
import java.time.Duration;

/** Watches a hop. Must not throw and must not block. */
public interface HopListener {

    /** Where a batch is. The order of the constants is the order of a batch. */
    enum Point {
        BEFORE_COMMIT,
        AFTER_COMMIT,
        MID_PUBLISH,
        AFTER_PUBLISH,
        BEFORE_OFFSET_COMMIT
    }

    /** A batch came to a point. */
    default void reached(Point point) {}

    /** A command was decided for the first time. */
    default void decided(Outcome outcome) {}

    /** So many commands were there before, in this batch or an earlier one. */
    default void duplicates(int count) {}

    /** A record was set aside. */
    default void deadLettered(DeadLetterReason reason) {}

    /** A whole batch is done. */
    default void finished(int records, Duration took) {}

    /** An attempt at a batch failed and will be repeated, or it waits longer than it should. */
    default void failed(Throwable failure) {}
}
