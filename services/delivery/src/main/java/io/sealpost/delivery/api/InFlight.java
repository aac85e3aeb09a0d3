package io.sealpost.delivery.api;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Lane;
import java.time.Duration;
import java.time.Instant;

/**
 * A message on its way to a device, not answered yet.
 *
 * @param writtenNanos {@link System#nanoTime} of the push, the same for all of one frame
 */
record InFlight(
        Lane lane, Sha256 envelope, Instant pushedAt, Instant expiresAt, long writtenNanos) {

    boolean isOver(Instant now) {
        return expiresAt.isBefore(now);
    }

    /** How long ago its frame was pushed. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - writtenNanos);
    }
}
