package io.sealpost.embedded;

/** The POSIX signals that are sent to processes. */
public enum Signal {
    TERM,
    INT,
    KILL,
    STOP,
    CONT
}
