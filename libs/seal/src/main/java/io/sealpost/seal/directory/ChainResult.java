package io.sealpost.seal.directory;

/** Whether a signed object continues what was known before it. Only VALID may be used. */
public enum ChainResult {
    VALID,
    /** About another business or recipient. */
    OTHER_SUBJECT,
    /** A version below the one known: a rollback, or a late copy. */
    STALE,
    /** The version known, with other content: two histories. */
    FORKED,
    /** Versions between are missing. */
    GAP,
    /** The hash of the version before is another one. */
    BROKEN_LINK,
    /** A device left without being revoked, came back after it, or changed its identity key. */
    DEVICE_SWAPPED,
    /** The signer is none of those who may sign this version. */
    UNTRUSTED_SIGNER,
    BAD_SIGNATURE
}
