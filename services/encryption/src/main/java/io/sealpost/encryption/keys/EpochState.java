package io.sealpost.encryption.keys;

import io.sealpost.seal.gateway.GatewaySessionOpener;
import java.time.Instant;

/** What an epoch a producer names turns out to be. */
public sealed interface EpochState {

    /** Its sessions open until {@code destroyAt}. */
    record Usable(String id, GatewaySessionOpener opener, Instant destroyAt) implements EpochState {}

    /** Its private key is gone for good. */
    record Destroyed() implements EpochState {}

    /** There never was one of that name. */
    record Unknown() implements EpochState {}
}
