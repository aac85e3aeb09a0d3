/** Tests of steps. */
@NullMarked
package io.sealpost.delivery.steps;

import org.jspecify.annotations.NullMarked;
