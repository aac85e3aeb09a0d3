package io.sealpost.audit.messaging;

import io.sealpost.audit.domain.AuditStep;
import io.sealpost.schemas.DeadLetterReason;

/** What was read from one record of a source topic. */
sealed interface StepReadResult {

    /** A step that this topic is the source of. It gets a leaf. */
    record Found(AuditStep step) implements StepReadResult {}

    /** A command, or a step that another topic is the source of. It gets no leaf. */
    record NoLeaf() implements StepReadResult {}

    /** A record that cannot be read. It goes to the dead-letter topic. */
    record Unusable(DeadLetterReason reason) implements StepReadResult {}
}
