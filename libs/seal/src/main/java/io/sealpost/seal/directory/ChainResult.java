package io.sealpost.seal.directory;

/** Whether a signed object continues the version that is known. Only VALID may be used. */
public enum ChainResult {
    VALID,
    /** Of another business or recipient. */
    OTHER_SUBJECT,
    /** A version below the known one: a rollback, or a delayed copy. */
    STALE,
    /** The known version with other content: there are two histories. */
    FORKED,
    /** Versions between the known one and this one are missing. */
    GAP,
    /** The previous hash is not the hash of the known version. */
    BROKEN_LINK,
    /**
     * A device was removed without being revoked, returned after it was revoked, or has another
     * identity key.
     */
    DEVICE_SWAPPED,
    /** The signer may not sign this version. */
    UNTRUSTED_SIGNER,
    BAD_SIGNATURE
}
