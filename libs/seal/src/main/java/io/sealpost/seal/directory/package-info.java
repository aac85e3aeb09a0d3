/** Signed objects about businesses and devices, and the rules of their chains (SEALING, Keys). */
@NullMarked
package io.sealpost.seal.directory;

import org.jspecify.annotations.NullMarked;
