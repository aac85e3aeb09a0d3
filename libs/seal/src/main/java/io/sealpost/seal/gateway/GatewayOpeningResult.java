package io.sealpost.seal.gateway;

/** The result of opening the GATEWAY content of one message. */
public sealed interface GatewayOpeningResult {
    /**
     * The content as the producer passed it. The caller owns the array and overwrites it after use.
     */
    record Opened(byte[] content) implements GatewayOpeningResult {}

    /** The content does not open. The reason never describes the content. */
    record CannotOpen(Reason reason) implements GatewayOpeningResult {}

    enum Reason {
        /** The nonce has a wrong length. */
        MALFORMED,
        /** Changed, cut, or bound to another request or session. */
        UNDECRYPTABLE,
        BADLY_PADDED
    }
}
