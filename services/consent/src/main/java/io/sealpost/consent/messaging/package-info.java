/** Between Kafka and the domain: the two stations, the edges and the heartbeat. */
@NullMarked
package io.sealpost.consent.messaging;

import org.jspecify.annotations.NullMarked;
