package io.sealpost.seal.message;

/** The direction of a message, so that a reply never opens as a message. */
public enum Direction {
    TO_RECIPIENT,
    TO_BUSINESS
}
