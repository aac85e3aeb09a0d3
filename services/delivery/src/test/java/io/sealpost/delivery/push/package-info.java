/** Tests of push. */
@NullMarked
package io.sealpost.delivery.push;

import org.jspecify.annotations.NullMarked;
