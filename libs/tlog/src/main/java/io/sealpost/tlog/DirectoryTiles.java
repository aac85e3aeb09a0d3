package io.sealpost.tlog;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A log as a directory of files, as a web server publishes it. A file is either whole or absent.
 * The files are a copy of rows in the database, so they are not forced to disk. The caller writes
 * the checkpoint last.
 */
public final class DirectoryTiles implements TileSource {
    private final Path root;

    public DirectoryTiles(Path root) {
        this.root = root;
    }

    @Override
    public Optional<byte[]> read(TileId id) {
        Optional<byte[]> exact = read(id.path());
        return exact.isPresent() || id.isFull() ? exact : wider(id).flatMap(w -> cut(w, id));
    }

    /** Writes one tile. A full tile replaces its partial ones. */
    public void write(Tile tile) {
        write(tile.id().path(), tile.bytes());
        if (tile.id().isFull()) {
            deletePartials(root.resolve(tile.id().fullPath() + ".p"));
        }
    }

    public void writeCheckpoint(SignedNote note) {
        write("checkpoint", note.encode());
    }

    public Optional<byte[]> readCheckpoint() {
        return read("checkpoint");
    }

    private Optional<byte[]> cut(TileId wider, TileId id) {
        return read(wider.path()).map(b -> new Tile(wider, b).narrowed(id.width()).bytes());
    }

    /** The full tile, or the widest partial one that is wider than this. */
    private Optional<TileId> wider(TileId id) {
        if (Files.exists(root.resolve(id.fullPath()))) {
            return Optional.of(id.withWidth(TileId.FULL));
        }
        return list(root.resolve(id.fullPath() + ".p")).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.matches("\\d{1,3}"))
                .map(Integer::valueOf)
                .filter(width -> width > id.width() && width < TileId.FULL)
                .max(Comparator.naturalOrder())
                .map(id::withWidth);
    }

    private Optional<byte[]> read(String path) {
        try {
            return Optional.of(Files.readAllBytes(root.resolve(path)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void write(String path, byte[] bytes) {
        Path target = root.resolve(path);
        Path draft = root.resolve(path + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(target.getParent());
            Files.write(draft, bytes);
            Files.move(draft, target, ATOMIC_MOVE);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            discard(draft);
        }
    }

    /** Otherwise each attempt on a full disk would leave another draft. */
    private static void discard(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void deletePartials(Path directory) {
        try {
            for (Path partial : list(directory)) {
                Files.deleteIfExists(partial);
            }
            Files.deleteIfExists(directory);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (NoSuchFileException absent) {
            return List.of();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
