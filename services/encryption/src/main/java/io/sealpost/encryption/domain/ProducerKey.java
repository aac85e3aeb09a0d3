package io.sealpost.encryption.domain;

import io.sealpost.seal.key.VerifyKey;

/**
 * Whether a business has registered the key that signs its GATEWAY content (docs/sealing.md,
 * Gateway content).
 */
public sealed interface ProducerKey {

    /** Content that this key did not sign is not opened. */
    record Registered(VerifyKey key) implements ProducerKey {}

    /** Content needs no signature: anyone who may write to the business's topic can make it. */
    record NotRegistered() implements ProducerKey {}

    /** The business's record is missing or unreadable, so nothing of it is sealed. */
    record Unknown() implements ProducerKey {}
}
