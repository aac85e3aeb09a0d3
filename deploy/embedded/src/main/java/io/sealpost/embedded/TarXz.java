package io.sealpost.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the {@code .txz} in a jar, with its links and permissions. */
final class TarXz {

    private static final int OWNER_MAY_EXECUTE = 0100;

    private TarXz() {}

    /** Unpacks into the folder, unless it exists. Processes that do it at the same time wait. */
    static synchronized Path unpackedOnce(Path jar, Path folder) {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try (FileChannel channel =
                        FileChannel.open(
                                folder.resolveSibling("unpack.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.isDirectory(folder)) {
                // Renamed when complete: an interrupted unpacking is done again.
                Path unfinished = Files.createTempDirectory(folder.getParent(), "unpacking");
                Files.setPosixFilePermissions(
                        unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
                unpack(jar, unfinished);
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(Path jar, Path folder) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry txz =
                    file.stream()
                            .filter(entry -> entry.getName().endsWith(".txz"))
                            .findFirst()
                            .orElseThrow();
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZInputStream(file.getInputStream(txz)))) {
                for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                    write(entry, tar, folder);
                }
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path folder)
            throws IOException {
        Path target = entry.resolveIn(folder);
        Files.createDirectories(target.getParent());
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            boolean executable = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
            Files.setPosixFilePermissions(
                    target,
                    PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
