/** The bytes everything else is made of: canonical encoding, hashes, secrets, the suite. */
@NullMarked
package io.sealpost.seal;

import org.jspecify.annotations.NullMarked;
