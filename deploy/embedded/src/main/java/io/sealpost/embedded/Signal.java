package io.sealpost.embedded;

/** The POSIX signals parts are sent. */
public enum Signal {
    TERM,
    INT,
    KILL,
    STOP,
    CONT
}
