/**
 * A tiled transparency log (c2sp.org/tlog-tiles): its tree, signed checkpoints, proofs, and the
 * verifier that recomputes it. Reads no files or databases itself, except in {@link
 * io.sealpost.tlog.DirectoryTiles}.
 */
@NullMarked
package io.sealpost.tlog;

import org.jspecify.annotations.NullMarked;
