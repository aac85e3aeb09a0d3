package io.sealpost.seal.message;

/** Which way a message goes; a reply never opens as a message. */
public enum Direction {
    TO_RECIPIENT,
    TO_BUSINESS
}
