package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.Question;
import io.sealpost.schemas.AcceptedMessage;

/** A message and what it asks; the record itself is passed on as it came. */
record ClearanceInput(AcceptedMessage message, Question question) {}
