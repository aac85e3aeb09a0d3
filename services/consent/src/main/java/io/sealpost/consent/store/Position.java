package io.sealpost.consent.store;

/** Where a record is on the broker. */
public record Position(String topic, int partition, long offset) {}
