package io.sealpost.delivery.session;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Lane;
import java.time.Duration;
import java.time.Instant;

/**
 * A message that was pushed and is not answered yet.
 *
 * @param envelope the hash of the envelope that was pushed
 * @param pushedAt by the database's clock
 * @param pushedNanos {@link System#nanoTime} of the push, the same for all messages of a frame
 */
public record InFlight(
        Lane lane, Sha256 envelope, Instant pushedAt, Instant endsAt, long pushedNanos) {

    /** Whether the message's time has passed. */
    public boolean hasEnded(Instant now) {
        return endsAt.isBefore(now);
    }

    /** How long ago the message was pushed. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - pushedNanos);
    }
}
