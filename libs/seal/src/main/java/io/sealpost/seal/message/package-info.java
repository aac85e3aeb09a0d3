/**
 * One message sealed to one device: context, body, padding, sealing and opening (SEALING, suite 1).
 */
@NullMarked
package io.sealpost.seal.message;

import org.jspecify.annotations.NullMarked;
