package io.sealpost.tlog;

import java.util.Optional;

/** Where a log's tiles are read from. Reads may throw {@link java.io.UncheckedIOException}. */
@FunctionalInterface
public interface TileSource {
    /**
     * The bytes under that name as they are stored, or nothing. A source that keeps only a wider
     * tile of the same level and index answers with its first {@code width} hashes or entries. The
     * bytes are not checked: that is the reader's part.
     */
    Optional<byte[]> read(TileId id);
}
