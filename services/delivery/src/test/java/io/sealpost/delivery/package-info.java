/** Tests of delivery as a whole, on real parts. */
@NullMarked
package io.sealpost.delivery;

import org.jspecify.annotations.NullMarked;
