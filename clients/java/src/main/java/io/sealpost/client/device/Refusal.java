package io.sealpost.client.device;

/** Why a device does not show a pushed message. */
public enum Refusal {
    /** A field beside the envelope has no valid form. */
    MALFORMED,
    /** Another business, recipient or device, or a reply: an envelope that was moved. */
    NOT_FOR_THIS_DEVICE,
    /** The message id's time is not the time it says it was sent. */
    WRONG_TIME,
    /** Before it was sent or after it expired, ten minutes' grace included; not answered. */
    OUTSIDE_ITS_TIME,
    /** Sealed to a key this device never had, or has destroyed. */
    UNKNOWN_KEY,
    /** Does not open: changed, or bound to another context, suite or key. */
    UNDECRYPTABLE,
    /** Opened, and not signed by a key the business vouches for in this mode. */
    BAD_SIGNATURE
}
