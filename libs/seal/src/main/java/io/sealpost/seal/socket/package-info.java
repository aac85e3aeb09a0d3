/**
 * The frames that a device signs on its socket: the response to the challenge, and
 * acknowledgements.
 */
@NullMarked
package io.sealpost.seal.socket;

import org.jspecify.annotations.NullMarked;
