/**
 * The promises that only the whole can keep, tested through {@code ./sealpost} as a user runs it.
 */
@NullMarked
package io.sealpost.e2e;

import org.jspecify.annotations.NullMarked;
