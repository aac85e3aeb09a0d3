/**
 * The business's side: sealing and sending messages, consent commands, tickets, events.
 *
 * <p>{@link io.sealpost.client.producer.SealpostProducer} is the entry point.
 */
@NullMarked
package io.sealpost.client.producer;

import org.jspecify.annotations.NullMarked;
