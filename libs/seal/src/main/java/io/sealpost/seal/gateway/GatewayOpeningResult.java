package io.sealpost.seal.gateway;

/** What came of opening one message's GATEWAY content. */
public sealed interface GatewayOpeningResult {
    /** The content, as the producer gave it: the caller's alone, to be zeroed after use. */
    record Opened(byte[] content) implements GatewayOpeningResult {}

    record CannotOpen(Reason reason) implements GatewayOpeningResult {}

    enum Reason {
        /** The nonce has another length. */
        MALFORMED,
        /** Changed, cut, or bound to another request or session. */
        UNDECRYPTABLE,
        BADLY_PADDED
    }
}
