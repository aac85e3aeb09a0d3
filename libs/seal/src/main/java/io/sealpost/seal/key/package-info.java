/** Key types: Ed25519 signatures, X-Wing sealing, AES-256-GCM. Keys and results are raw bytes. */
@NullMarked
package io.sealpost.seal.key;

import org.jspecify.annotations.NullMarked;
