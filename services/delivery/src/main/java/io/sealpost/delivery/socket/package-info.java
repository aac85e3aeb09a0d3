/**
 * What devices send: frames, the handshake, acknowledgements (docs/sealing.md, Socket protocol).
 */
@NullMarked
package io.sealpost.delivery.socket;

import org.jspecify.annotations.NullMarked;
