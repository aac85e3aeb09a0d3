package io.sealpost.seal.id;

/** The lane that a message travels on. Urgent messages do not queue behind bulk messages. */
public enum Lane {
    UNKNOWN,
    URGENT,
    BULK
}
