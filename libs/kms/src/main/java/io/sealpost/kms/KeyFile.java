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
 * Creates files that hold a secret key. Such a file has mode 0600 from its first byte and is never
 * replaced. File and directory entry are forced to disk before {@link #create} returns, so that
 * nothing can depend on a key that a power failure would lose.
 */
public final class KeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private KeyFile() {}

    /** Creates the file where none exists. Of two concurrent calls, one file is kept. */
    public static void create(Path file, String text) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Path draft =
                Files.createTempFile(
                        folder, ".key", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(draft, text, StandardOpenOption.SYNC);
            // A link, unlike a move, never replaces the file of a concurrent call.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException another) {
            // a concurrent call was first: its file is kept
        } finally {
            Files.delete(draft);
        }
        force(folder);
    }

    /** Whether only the owner may read or write the file. */
    public static boolean isPrivate(Path file) throws IOException {
        return OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file));
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
