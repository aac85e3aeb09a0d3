package io.sealpost.audit.messaging;

import io.sealpost.audit.domain.Step;
import io.sealpost.schemas.DeadLetterReason;

/** What one record is to the log. */
sealed interface Reading {

    /** A step whose source this topic is. */
    record Logged(Step step) implements Reading {}

    /** Something the log reads elsewhere, or not at all. */
    record Elsewhere() implements Reading {}

    /** No record that can be understood: to be set aside. */
    record Poison(DeadLetterReason reason) implements Reading {}
}
