/** The building blocks: canonical encoding, hashes, secrets, and the suite of algorithms. */
@NullMarked
package io.sealpost.seal;

import org.jspecify.annotations.NullMarked;
