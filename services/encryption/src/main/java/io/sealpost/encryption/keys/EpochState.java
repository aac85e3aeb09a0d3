package io.sealpost.encryption.keys;

import io.sealpost.seal.gateway.GatewaySessionOpener;
import java.time.Instant;

/** The state of an epoch that a producer names. */
public sealed interface EpochState {

    /** Its sessions can be opened until {@code destroyAt}. */
    record Usable(String id, GatewaySessionOpener opener, Instant destroyAt)
            implements EpochState {}

    /** Its private key is deleted. */
    record Destroyed() implements EpochState {}

    /** There has never been an epoch with that id. */
    record Unknown() implements EpochState {}
}
