/**
 * Tests of promises (docs/promises.md) that need all processes, run through {@code ./sealpost} as a
 * user runs it.
 */
@NullMarked
package io.sealpost.e2e;

import org.jspecify.annotations.NullMarked;
