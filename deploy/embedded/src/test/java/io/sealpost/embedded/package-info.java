/** Tests with the real programs: they are started, killed and started again. */
@NullMarked
package io.sealpost.embedded;

import org.jspecify.annotations.NullMarked;
