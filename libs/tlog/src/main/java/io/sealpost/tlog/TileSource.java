package io.sealpost.tlog;

import java.util.Optional;

/** Reads the tiles of a log. Reading may throw {@link java.io.UncheckedIOException}. */
@FunctionalInterface
public interface TileSource {
    /**
     * The stored bytes of a tile, or empty. A source that has only a wider tile of the same level
     * and index returns its first {@code width} hashes or entries. The source does not check the
     * bytes; the reader does.
     */
    Optional<byte[]> read(TileId id);
}
