package io.sealpost.seal.message;

/** What came of opening one envelope. */
public sealed interface OpeningResult {
    /** Opened, and signed by the sender that was asked for. */
    record Opened(Body body) implements OpeningResult {}

    /** Refused; what it carried is not told. */
    record CannotOpen(Reason reason) implements OpeningResult {}

    enum Reason {
        /** A suite lower than the one the device is pinned to, or unknown. */
        OTHER_SUITE,
        /** Sealed to a key this opener does not hold. */
        OTHER_KEY,
        /** Before it was sent or after it expired, with ten minutes' grace. */
        OUTSIDE_ITS_TIME,
        /** Changed, cut, empty, or bound to another context or key. */
        UNDECRYPTABLE,
        BADLY_PADDED,
        MALFORMED,
        /** Not signed by the sender the device expects. */
        BAD_SIGNATURE
    }
}
