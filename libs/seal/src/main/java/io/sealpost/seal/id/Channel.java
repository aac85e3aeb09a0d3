package io.sealpost.seal.id;

/** The way on which a message reaches the recipient, and for which consent is given. */
public enum Channel {
    UNKNOWN,
    SEALPOST
}
