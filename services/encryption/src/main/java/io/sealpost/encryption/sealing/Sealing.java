package io.sealpost.encryption.sealing;

import io.sealpost.schemas.Reason;

/** What came of one message. */
public sealed interface Sealing {

    /** Sealed to every device of the list. */
    record Sealed(Envelopes envelopes) implements Sealing {}

    /** It never will be. */
    record Unsealable(Reason reason) implements Sealing {}
}
