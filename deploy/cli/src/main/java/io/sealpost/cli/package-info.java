/** The command line, {@code ./sealpost}. */
@NullMarked
package io.sealpost.cli;

import org.jspecify.annotations.NullMarked;
