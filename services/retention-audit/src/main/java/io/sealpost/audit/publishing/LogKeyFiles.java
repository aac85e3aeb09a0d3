package io.sealpost.audit.publishing;

import static io.sealpost.audit.publishing.LogMismatch.Reason.*;

import io.sealpost.kms.KeyFile;
import io.sealpost.tlog.InvalidLogData;
import io.sealpost.tlog.NoteSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/** The log's signing key in {@code log.skey} (mode 0600), its public key in {@code log.vkey}. */
final class LogKeyFiles {
    private LogKeyFiles() {}

    /**
     * Reads the key of that origin and writes its public key.
     *
     * @param isNew the log has no leaf and was never published: only then is a missing key created
     * @throws LogMismatch KEY_MISSING, KEY_NOT_PRIVATE, KEY_UNREADABLE, KEY_OF_ANOTHER_ORIGIN
     */
    static NoteSigner open(Path folder, String origin, boolean isNew) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("log.skey");
            if (Files.notExists(file)) {
                if (!isNew) {
                    throw new LogMismatch(KEY_MISSING);
                }
                KeyFile.create(file, NoteSigner.generate(origin, new SecureRandom()).skey() + "\n");
            }
            NoteSigner signer = read(file, origin);
            publish(folder, signer);
            return signer;
        } catch (IOException e) {
            throw new UncheckedIOException("the log's key file cannot be read or created", e);
        }
    }

    private static NoteSigner read(Path file, String origin) throws IOException {
        if (!KeyFile.isPrivate(file)) {
            throw new LogMismatch(KEY_NOT_PRIVATE);
        }
        NoteSigner signer = parse(Files.readString(file).strip());
        if (!signer.key().name().equals(origin)) {
            throw new LogMismatch(KEY_OF_ANOTHER_ORIGIN);
        }
        return signer;
    }

    private static NoteSigner parse(String skey) {
        try {
            return NoteSigner.parse(skey);
        } catch (InvalidLogData malformed) {
            throw new LogMismatch(KEY_UNREADABLE);
        }
    }

    private static void publish(Path folder, NoteSigner signer) throws IOException {
        Set<PosixFilePermission> forAll = PosixFilePermissions.fromString("rw-r--r--");
        Path draft =
                Files.createTempFile(
                        folder, ".log", ".new", PosixFilePermissions.asFileAttribute(forAll));
        Files.writeString(draft, signer.key().vkey() + "\n");
        Files.move(draft, folder.resolve("log.vkey"), StandardCopyOption.ATOMIC_MOVE);
    }
}
