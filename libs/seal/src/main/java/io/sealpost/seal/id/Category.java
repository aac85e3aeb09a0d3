package io.sealpost.seal.id;

/** What kind of message this is. */
public enum Category {
    UNKNOWN,
    AUTHENTICATION,
    UTILITY,
    MARKETING,
    SERVICE
}
