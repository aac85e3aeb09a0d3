package io.sealpost.seal.directory;

/** One-time keys seal one message; the last-resort key stands in when none is left. */
public enum PrekeyKind {
    LAST_RESORT,
    ONE_TIME
}
