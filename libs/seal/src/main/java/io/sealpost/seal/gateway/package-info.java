/**
 * Sessions of GATEWAY producers: one X-Wing envelope for the key, then AES-256-GCM for each message
 * (docs/sealing.md, Gateway content).
 */
@NullMarked
package io.sealpost.seal.gateway;

import org.jspecify.annotations.NullMarked;
