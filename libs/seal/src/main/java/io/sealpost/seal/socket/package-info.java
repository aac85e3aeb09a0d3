/** What a device signs on its socket: the challenge and its acknowledgements. */
@NullMarked
package io.sealpost.seal.socket;

import org.jspecify.annotations.NullMarked;
