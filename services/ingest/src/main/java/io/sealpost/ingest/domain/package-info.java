/** What ingest decides: of a send-request, and of a business. Plain Java, no I/O, no clock. */
@NullMarked
package io.sealpost.ingest.domain;

import org.jspecify.annotations.NullMarked;
