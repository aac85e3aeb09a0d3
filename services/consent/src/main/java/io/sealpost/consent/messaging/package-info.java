/** Kafka in and out: the stations of ledger and clearance, and the heartbeat to delivery. */
@NullMarked
package io.sealpost.consent.messaging;

import org.jspecify.annotations.NullMarked;
