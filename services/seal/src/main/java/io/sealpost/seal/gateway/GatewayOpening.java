package io.sealpost.seal.gateway;

import io.sealpost.seal.Bytes;

/** What came of opening one message's GATEWAY content. */
public sealed interface GatewayOpening {
    /** The content, as the producer gave it. */
    record Opened(Bytes content) implements GatewayOpening {}

    record CannotOpen(Reason reason) implements GatewayOpening {}

    enum Reason {
        /** The nonce has another length. */
        MALFORMED,
        /** Changed, cut, or bound to another request or session. */
        UNDECRYPTABLE,
        BADLY_PADDED
    }
}
