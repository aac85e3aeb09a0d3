/**
 * A tiled transparency log (c2sp.org/tlog-tiles): its tree, its signed checkpoints, its proofs and
 * the verifier that recomputes it, all over injected reads.
 */
@NullMarked
package io.sealpost.tlog;

import org.jspecify.annotations.NullMarked;
