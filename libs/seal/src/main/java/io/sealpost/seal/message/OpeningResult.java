package io.sealpost.seal.message;

/** The result of opening one envelope. */
public sealed interface OpeningResult {
    /** The envelope opened, and the expected sender signed it. */
    record Opened(Body body) implements OpeningResult {}

    /** The envelope does not open. The reason never describes the content. */
    record CannotOpen(Reason reason) implements OpeningResult {}

    enum Reason {
        /** Another suite than the one this opener accepts. */
        OTHER_SUITE,
        /** Sealed to another key. */
        OTHER_KEY,
        /** More than 10 minutes before sent-at or after expires-at. */
        OUTSIDE_ITS_TIME,
        /** Changed, cut, empty, or bound to another context or key. */
        UNDECRYPTABLE,
        BADLY_PADDED,
        MALFORMED,
        /** Not signed by the expected sender. */
        BAD_SIGNATURE
    }
}
