package io.sealpost.delivery.api;

import io.sealpost.schemas.Lane;
import io.sealpost.seal.Sha256;
import java.time.Instant;

/**
 * A message on its way to a device, not answered yet.
 *
 * @param writtenNanos {@link System#nanoTime} of the push
 */
record InFlight(
        Lane lane, Sha256 envelope, Instant pushedAt, Instant expiresAt, long writtenNanos) {}
