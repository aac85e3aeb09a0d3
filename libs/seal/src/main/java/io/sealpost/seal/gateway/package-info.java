/**
 * Sessions of GATEWAY producers: one X-Wing envelope, then AES-256-GCM (SEALING, GATEWAY content).
 */
@NullMarked
package io.sealpost.seal.gateway;

import org.jspecify.annotations.NullMarked;
