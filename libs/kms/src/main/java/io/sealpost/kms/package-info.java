/** Wraps private keys and subject keys with a key that is kept outside the databases. */
@NullMarked
package io.sealpost.kms;

import org.jspecify.annotations.NullMarked;
