/** Tests of messaging. */
@NullMarked
package io.sealpost.delivery.messaging;

import org.jspecify.annotations.NullMarked;
