package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.ConsentKey;
import io.sealpost.schemas.AcceptedMessage;

/**
 * A message to clear.
 *
 * @param message passed on unchanged
 * @param consent the consent that it needs
 */
record ClearanceInput(AcceptedMessage message, ConsentKey consent) {}
