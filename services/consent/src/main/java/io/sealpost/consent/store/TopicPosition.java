package io.sealpost.consent.store;

/** The position of a record on the broker. */
public record TopicPosition(String topic, int partition, long offset) {}
