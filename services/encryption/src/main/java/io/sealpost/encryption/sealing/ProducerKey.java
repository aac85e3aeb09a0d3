package io.sealpost.encryption.sealing;

import io.sealpost.seal.key.VerifyKey;

/** Whether a business said who makes its GATEWAY content (SEALING, "GATEWAY content"). */
public sealed interface ProducerKey {

    /** Content it did not sign is refused. */
    record Registered(VerifyKey key) implements ProducerKey {}

    /** Content needs no signature: whoever may write to the business's topic makes it. */
    record NotRegistered() implements ProducerKey {}

    /** Nothing that can be read was told of the business; so nothing of it is sealed. */
    record Unknown() implements ProducerKey {}
}
