/**
 * The hop, written once for all services: a batch from Kafka is decided in one transaction, and its
 * outcomes are published in one flush (docs/design.md §3). A service plugs in a {@link
 * io.sealpost.hop.Station}.
 */
@NullMarked
package io.sealpost.hop;

import org.jspecify.annotations.NullMarked;
