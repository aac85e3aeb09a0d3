package io.sealpost.seal.message;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;

/** The result of sealing one message to one device. */
public sealed interface SealingResult {
    /** The envelope: encapsulated key ‖ ciphertext ‖ tag. */
    record Sealed(Bytes envelope) implements SealingResult {
        /** H(envelope), as acknowledgements contain it. */
        public Sha256 hash() {
            return Sha256.of(envelope.toArray());
        }
    }

    /** The message cannot be sealed. Retrying does not help. */
    record CannotSeal(Reason reason) implements SealingResult {}

    enum Reason {
        /** The device's public key has the right length but is not a key. */
        UNUSABLE_KEY,
        /** The context names another key. */
        OTHER_KEY,
        CONTENT_TOO_LARGE
    }
}
