package io.sealpost.audit.publishing;

import io.sealpost.audit.AuditConfig;
import io.sealpost.audit.store.TileRows;
import io.sealpost.tlog.DirectoryTiles;
import io.sealpost.tlog.Hash;
import io.sealpost.tlog.Leaf;
import io.sealpost.tlog.Tile;
import io.sealpost.tlog.TileId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** The log as files. They are copies of rows, from which a missing file is written again. */
@ApplicationScoped
public class TileFiles {
    /** The number of tiles of one level that are read at once. */
    private static final long WINDOW = 256;

    private final TileRows rows;
    private final Path root;
    private final DirectoryTiles files;

    @Inject
    TileFiles(TileRows rows, AuditConfig config) {
        this.rows = rows;
        this.root = config.directory();
        this.files = new DirectoryTiles(root);
    }

    /** The directory, for reading. */
    public DirectoryTiles directory() {
        return files;
    }

    /** Writes every tile that is in a log of this size and not in one of the earlier size. */
    void write(long earlier, long size) {
        for (int level = TileId.ENTRIES; hashes(size, level) > 0 && level <= 7; level++) {
            if (hashes(size, level) > hashes(earlier, level)) {
                write(level, hashes(earlier, level) / TileId.FULL, size);
            }
        }
    }

    /** Writes the tiles of a log of that size, where a file is missing or has a wrong length. */
    void writeMissing(long size) {
        for (int level = TileId.ENTRIES; hashes(size, level) > 0 && level <= 7; level++) {
            for (long from = 0; from < tiles(size, level); from += WINDOW) {
                if (!isWhole(level, from, size)) {
                    writeWindow(level, from, size);
                }
            }
        }
    }

    private void write(int level, long first, long size) {
        for (long from = first; from < tiles(size, level); from += WINDOW) {
            writeWindow(level, from, size);
        }
    }

    private void writeWindow(int level, long from, long size) {
        long to = Math.min(from + WINDOW, tiles(size, level));
        for (Tile tile : rows.window(level, from, to)) {
            TileId id = TileId.in(size, level, tile.id().index());
            files.write(tile.narrowed(id.width()));
        }
    }

    private boolean isWhole(int level, long from, long size) {
        long to = Math.min(from + WINDOW, tiles(size, level));
        return LongStream.range(from, to)
                .mapToObj(index -> TileId.in(size, level, index))
                .allMatch(this::isWhole);
    }

    private boolean isWhole(TileId id) {
        int each = id.level() == TileId.ENTRIES ? Short.BYTES + Leaf.BYTES : Hash.BYTES;
        try {
            return Files.size(root.resolve(id.path())) == (long) id.width() * each;
        } catch (NoSuchFileException absent) {
            return false;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static long hashes(long size, int level) {
        return size >> (8 * Math.max(level, 0));
    }

    private static long tiles(long size, int level) {
        return Math.ceilDiv(hashes(size, level), TileId.FULL);
    }
}
