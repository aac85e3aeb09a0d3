package io.sealpost.client.producer;

import io.sealpost.seal.gateway.EpochKey;
import java.time.Instant;
import java.util.Optional;

/** Knows the gateway epoch that sessions are sealed to. */
@FunctionalInterface
public interface EpochSource {
    /** The epoch that takes new sessions the longest, or empty when none does. */
    Optional<EpochKey> current(Instant now);
}
