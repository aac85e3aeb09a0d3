/** Key types and what they do: Ed25519 signatures and X-Wing sealing, raw bytes in and out. */
@NullMarked
package io.sealpost.seal.key;

import org.jspecify.annotations.NullMarked;
