package io.sealpost.seal.id;

/** The kind of a message. Consent, lane and default expiry depend on it. */
public enum Category {
    UNKNOWN,
    AUTHENTICATION,
    UTILITY,
    MARKETING,
    SERVICE
}
