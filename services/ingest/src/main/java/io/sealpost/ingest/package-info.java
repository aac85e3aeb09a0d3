/** Ingest: the first hop. It accepts or rejects send-requests, and keeps the businesses. */
@NullMarked
package io.sealpost.ingest;

import org.jspecify.annotations.NullMarked;
