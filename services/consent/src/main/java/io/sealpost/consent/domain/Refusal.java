package io.sealpost.consent.domain;

/** Why a command or a message is refused; each has the name of the symbol it is told as. */
public enum Refusal {
    BUSINESS_MISMATCH,
    BAD_REQUEST_ID,
    TIME_OUT_OF_BOUNDS,
    BAD_RECIPIENT,
    BAD_PURPOSE,
    UNKNOWN_CHANNEL,
    BAD_EVIDENCE,
    EXPIRY_OUT_OF_BOUNDS,
    NO_CONSENT,
    WITHDRAWN,
    BLOCKED,
    CONSENT_EXPIRED
}
