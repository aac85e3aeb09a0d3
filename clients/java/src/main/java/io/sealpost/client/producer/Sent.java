package io.sealpost.client.producer;

import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RequestId;

/**
 * The broker has the message on all replicas. Whether it is accepted, delivered or refused is told
 * on {@code delivery-events.<business>} under this message id.
 */
public record Sent(
        RequestId requestId, MessageId messageId, String topic, int partition, long offset) {}
