/** Shows that the faults tests inject do happen, and that the helpers see what is there. */
@NullMarked
package io.sealpost.testing;

import org.jspecify.annotations.NullMarked;
