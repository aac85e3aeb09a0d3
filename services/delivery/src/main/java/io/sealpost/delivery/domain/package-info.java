/** What becomes of a message: steps in, the next stage and its events out. Plain Java. */
@NullMarked
package io.sealpost.delivery.domain;

import org.jspecify.annotations.NullMarked;
