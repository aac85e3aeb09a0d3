package io.sealpost.delivery.domain;

import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;

/**
 * A step for {@code message-steps} that a socket, a timer or a withdrawal requests. Its id follows
 * from the message and the step, so a repeated request changes nothing.
 */
public record StepCommand(
        MessageId message, RecipientId recipient, Lane lane, Step.DeliveryStep step) {}
