/** The recipient's side: a device's keys and store, its enrolment, its socket, opening messages. */
@NullMarked
package io.sealpost.client.device;

import org.jspecify.annotations.NullMarked;
