/** Tests on the real programs: they start, are killed, and start again. */
@NullMarked
package io.sealpost.embedded;

import org.jspecify.annotations.NullMarked;
