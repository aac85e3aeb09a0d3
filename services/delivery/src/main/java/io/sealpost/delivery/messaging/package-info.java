/** Kafka's edge: steps, events, wakes, withdrawals and device lists. */
@NullMarked
package io.sealpost.delivery.messaging;

import org.jspecify.annotations.NullMarked;
