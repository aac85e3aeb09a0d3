/** Tests of the saboteur. */
@NullMarked
package io.sealpost.sabotage;

import org.jspecify.annotations.NullMarked;
