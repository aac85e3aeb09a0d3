/** Between the topics and the domain: the edges, and the stations that the hop drives. */
@NullMarked
package io.sealpost.ingest.messaging;

import org.jspecify.annotations.NullMarked;
