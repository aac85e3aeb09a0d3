/**
 * One message sealed to one device: context, body, padding, sealing and opening (docs/sealing.md,
 * Envelope).
 */
@NullMarked
package io.sealpost.seal.message;

import org.jspecify.annotations.NullMarked;
