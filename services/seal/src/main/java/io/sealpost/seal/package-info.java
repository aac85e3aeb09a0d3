/** Ids, canonical bytes, signed objects, sealing and opening, as published in SEALING: pure functions and values. */
@NullMarked
package io.sealpost.seal;

import org.jspecify.annotations.NullMarked;
