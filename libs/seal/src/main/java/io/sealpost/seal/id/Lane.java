package io.sealpost.seal.id;

/** The lane of a message. Urgent messages do not wait behind bulk messages. */
public enum Lane {
    UNKNOWN,
    URGENT,
    BULK
}
