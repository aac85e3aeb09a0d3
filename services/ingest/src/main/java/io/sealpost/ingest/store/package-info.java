/** The table of businesses; the only place that knows SQL. */
@NullMarked
package io.sealpost.ingest.store;

import org.jspecify.annotations.NullMarked;
