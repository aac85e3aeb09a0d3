package io.sealpost.cli.demo;

import io.sealpost.seal.id.RecipientId;

/**
 * One recipient of a demo.
 *
 * @param devices number of devices
 * @param agreed whether consent is granted
 */
record DemoRecipient(RecipientId id, int devices, boolean agreed) {}
