package io.sealpost.seal.id;

/** The way to the recipient. */
public enum Channel {
    UNKNOWN,
    SEALPOST
}
