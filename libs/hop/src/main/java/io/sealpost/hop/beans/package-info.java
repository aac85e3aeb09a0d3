/** How a Quarkus service gets its hops: one producer, one registry client, metrics, readiness. */
@NullMarked
package io.sealpost.hop.beans;

import org.jspecify.annotations.NullMarked;
