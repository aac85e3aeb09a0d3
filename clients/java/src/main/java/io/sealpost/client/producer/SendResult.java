package io.sealpost.client.producer;

import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RequestId;

/**
 * A send-request that the broker has on all replicas. Whether the message is accepted, refused or
 * delivered is published on {@code delivery-events.<business>} under this message id.
 */
public record SendResult(
        RequestId requestId, MessageId messageId, String topic, int partition, long offset) {}
