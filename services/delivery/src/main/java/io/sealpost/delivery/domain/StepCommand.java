package io.sealpost.delivery.domain;

import io.sealpost.schemas.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;

/** A step that a socket, a timer or a withdrawal asks for; its id follows from what it says. */
public record StepCommand(MessageId message, RecipientId recipient, Lane lane, Step step) {}
