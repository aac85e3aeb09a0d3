package io.sealpost.seal.message;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;

/** What came of sealing one message to one device. */
public sealed interface SealingResult {
    /** The envelope: encapsulated key ‖ ciphertext ‖ tag. */
    record Sealed(Bytes envelope) implements SealingResult {
        /** H(envelope), as acknowledgements name it. */
        public Sha256 hash() {
            return Sha256.of(envelope.toArray());
        }
    }

    /** It cannot be sealed, now or later. */
    record CannotSeal(Reason reason) implements SealingResult {}

    enum Reason {
        /** The device's public key is none, though it has the right length. */
        UNUSABLE_KEY,
        /** The context names another key. */
        OTHER_KEY,
        CONTENT_TOO_LARGE
    }
}
