/** What ingest decides about a send-request and about a business. Plain Java, no I/O, no clock. */
@NullMarked
package io.sealpost.ingest.domain;

import org.jspecify.annotations.NullMarked;
