package io.sealpost.audit.publishing;

import io.sealpost.tlog.NoteSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/** The log's signing key in {@code log.skey} (mode 0600), its public half in {@code log.vkey}. */
final class LogKeyFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private LogKeyFiles() {}

    /**
     * The key of that origin.
     *
     * @param isNew the log has no leaf yet: only then may a key be made
     */
    static NoteSigner open(Path folder, String origin, boolean isNew) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("log.skey");
            if (Files.notExists(file)) {
                if (!isNew) {
                    throw new IllegalStateException(
                            "log.skey is missing: put it back, the log is signed with no other");
                }
                create(file, NoteSigner.generate(origin, new SecureRandom()).skey());
            }
            NoteSigner signer = read(file, origin);
            publish(folder, signer);
            return signer;
        } catch (IOException e) {
            throw new UncheckedIOException("the log's key cannot be read or made", e);
        }
    }

    private static NoteSigner read(Path file, String origin) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IllegalStateException("log.skey must have mode 0600");
        }
        NoteSigner signer = NoteSigner.parse(Files.readString(file).strip());
        if (!signer.key().name().equals(origin)) {
            throw new IllegalStateException("log.skey is of another origin than configured");
        }
        return signer;
    }

    /** A link never takes the place of a file: of two makers one key stays. */
    private static void create(Path file, String skey) throws IOException {
        Path draft = draft(file, skey, OWNER_ONLY);
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException another) {
            // was first; its key is the one
        } finally {
            Files.delete(draft);
        }
    }

    private static void publish(Path folder, NoteSigner signer) throws IOException {
        Set<PosixFilePermission> forAll = PosixFilePermissions.fromString("rw-r--r--");
        Path draft = draft(folder.resolve("log.vkey"), signer.key().vkey(), forAll);
        Files.move(draft, folder.resolve("log.vkey"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path draft(Path file, String text, Set<PosixFilePermission> mode)
            throws IOException {
        Path draft =
                Files.createTempFile(
                        file.getParent(),
                        ".log",
                        ".new",
                        PosixFilePermissions.asFileAttribute(mode));
        return Files.writeString(draft, text + "\n");
    }
}
