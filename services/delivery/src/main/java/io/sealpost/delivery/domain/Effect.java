package io.sealpost.delivery.domain;

/** Whether a step changed anything, and if not, why. */
public enum Effect {
    TAKEN,
    /** The stage is past it, or not there yet. */
    OUT_OF_TURN,
    /** An answer of a device that the message was not sealed to. */
    NOT_SEALED_TO
}
