package io.sealpost.client.device;

/** Why a device does not show a pushed message, in the order of the checks. */
public enum MessageRefusal {
    /** A field beside the envelope is missing or has no valid form; not answered. */
    MALFORMED,
    /**
     * More than ten minutes before it was sent or after it expired; not answered, because the
     * device's clock may be wrong.
     */
    OUTSIDE_ITS_TIME,
    /** For another business, recipient or device, or a reply: an envelope that was moved. */
    NOT_FOR_THIS_DEVICE,
    /** The time in the message id is not the time at which it states that it was sent. */
    WRONG_TIME,
    /** Sealed to a key that this device never had, or has destroyed. */
    UNKNOWN_KEY,
    /** Does not open: it was changed, or is bound to another context, suite or key. */
    UNDECRYPTABLE,
    /** Opened, but not signed by a key that the business certified for this mode. */
    BAD_SIGNATURE
}
