/** Wraps private and subject keys under a key that lives outside the databases. */
@NullMarked
package io.sealpost.kms;

import org.jspecify.annotations.NullMarked;
