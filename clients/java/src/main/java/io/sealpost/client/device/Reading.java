package io.sealpost.client.device;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.message.Body;
import io.sealpost.seal.message.Context;

/** What one pushed message turned out to be. */
sealed interface Reading {
    record Opened(Context context, Sha256 envelope, Body body) implements Reading {}

    /** Answered with CANNOT_OPEN(key). */
    record Refused(MessageId message, Sha256 envelope, KeyId key, Refusal why) implements Reading {}

    /** Not answered: it has no id to answer for, or another time may be the right one. */
    record Ignored(Refusal why) implements Reading {}
}
