/** Tests that the injected faults happen, and that the helpers read what is there. */
@NullMarked
package io.sealpost.testing;

import org.jspecify.annotations.NullMarked;
