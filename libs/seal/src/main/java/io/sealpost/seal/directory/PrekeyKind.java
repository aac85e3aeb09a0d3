package io.sealpost.seal.directory;

/** A one-time key seals one message. The last-resort key is used where no one-time key is left. */
public enum PrekeyKind {
    LAST_RESORT,
    ONE_TIME
}
