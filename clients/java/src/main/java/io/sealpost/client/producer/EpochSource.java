package io.sealpost.client.producer;

import io.sealpost.seal.gateway.EpochKey;
import java.time.Instant;
import java.util.Optional;

/** Supplies the gateway epoch that new sessions are sealed to. Thread-safe; may block. */
@FunctionalInterface
public interface EpochSource {
    /** The epoch that is open for sealing the longest; empty where none is open. */
    Optional<EpochKey> current(Instant now);
}
