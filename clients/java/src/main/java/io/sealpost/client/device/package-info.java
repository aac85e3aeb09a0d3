/**
 * The recipient's side: a device with its keys and its store, its enrolment and its socket.
 *
 * <p>{@link io.sealpost.client.device.RecipientDevice} is the entry point.
 */
@NullMarked
package io.sealpost.client.device;

import org.jspecify.annotations.NullMarked;
