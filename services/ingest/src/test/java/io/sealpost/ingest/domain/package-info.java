/** Tests of the pure decisions. */
@NullMarked
package io.sealpost.ingest.domain;

import org.jspecify.annotations.NullMarked;
