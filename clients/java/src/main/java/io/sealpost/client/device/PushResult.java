package io.sealpost.client.device;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.message.Body;
import io.sealpost.seal.message.Context;

/** What {@link MessageOpener} makes of one pushed message. */
sealed interface PushResult {
    /** Verified: to be stored, acknowledged as DELIVERED and shown. */
    record Opened(Context context, Sha256 envelope, Body body) implements PushResult {}

    /** To be answered with CANNOT_OPEN and the key id. */
    record Refused(MessageId message, Sha256 envelope, KeyId key, MessageRefusal reason)
            implements PushResult {}

    /** Not to be answered: it has no valid id, or this device's clock may be wrong. */
    record Ignored(MessageRefusal reason) implements PushResult {}
}
