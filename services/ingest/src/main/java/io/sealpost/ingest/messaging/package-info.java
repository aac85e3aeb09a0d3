/** Between the topics and the domain: readers, writers, and the stations that the hop runs. */
@NullMarked
package io.sealpost.ingest.messaging;

import org.jspecify.annotations.NullMarked;
