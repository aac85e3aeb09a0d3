package io.sealpost.cli.demo;

import io.sealpost.seal.id.RecipientId;

/**
 * One recipient of a run.
 *
 * @param devices how many devices they have
 * @param agreed whether they grant consent
 */
record Recipient(RecipientId id, int devices, boolean agreed) {}
