/** Ingest as a whole: on real parts, and its own rules. */
@NullMarked
package io.sealpost.ingest;

import org.jspecify.annotations.NullMarked;
