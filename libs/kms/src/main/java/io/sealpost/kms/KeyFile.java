package io.sealpost.kms;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * A file that holds a secret key: of mode 0600 from its first byte, never replaced, and on the
 * disk, with its name, before anything can depend on the key in it.
 */
public final class KeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private KeyFile() {}

    /** Makes the file, unless it is there: then it stays. Of two makers at once one file stays. */
    public static void create(Path file, String text) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Path draft =
                Files.createTempFile(
                        folder, ".key", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(draft, text, StandardOpenOption.SYNC);
            // A link, unlike a move, never takes the place of another maker's file.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException another) {
            // was first; its key is the one
        } finally {
            Files.delete(draft);
        }
        force(folder);
    }

    /** Whether nobody but its owner may read or write it. */
    public static boolean isPrivate(Path file) throws IOException {
        return OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file));
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
