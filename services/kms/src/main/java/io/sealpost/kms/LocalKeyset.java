package io.sealpost.kms;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import io.sealpost.kms.KekUnavailable.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/** A Tink AEAD keyset in a JSON file of mode 0600, for deployments without a key service. */
final class LocalKeyset {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private LocalKeyset() {}

    /** The URI {@link Kek#open} takes for a file. */
    static String uri(Path file) {
        return LocalKeysetClient.SCHEME + file.toAbsolutePath().normalize();
    }

    /**
     * Makes a new AES-256-GCM keyset, unless the file is there already: then it stays as it is. Two
     * makers at once leave one whole file.
     */
    static void create(Path file) {
        if (Files.exists(file)) {
            return;
        }
        try {
            Path temporary = written(file.toAbsolutePath());
            linkThenDelete(file.toAbsolutePath(), temporary);
        } catch (GeneralSecurityException | IOException e) {
            throw new KekUnavailable(Reason.NOT_WRITTEN, file.toString());
        }
    }

    static Aead read(Path file) {
        try {
            requireOwnerOnly(file);
            KeysetHandle keyset =
                    TinkJsonProtoKeysetFormat.parseKeyset(
                            Files.readString(file),
                            TinkConfig2026.get(),
                            InsecureSecretKeyAccess.get());
            return keyset.getPrimitive(TinkConfig2026.get(), Aead.class);
        } catch (NoSuchFileException e) {
            throw new KekUnavailable(Reason.MISSING, file.toString());
        } catch (GeneralSecurityException | IOException e) {
            throw new KekUnavailable(Reason.NOT_A_KEYSET, file.toString());
        }
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new KekUnavailable(Reason.READABLE_BY_OTHERS, file.toString());
        }
    }

    private static Path written(Path file) throws GeneralSecurityException, IOException {
        KeysetHandle keyset =
                KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TinkConfig2026.get());
        String json =
                TinkJsonProtoKeysetFormat.serializeKeyset(
                        keyset, TinkConfig2026.get(), InsecureSecretKeyAccess.get());
        Path temporary =
                Files.createTempFile(
                        file.getParent(),
                        ".keyset",
                        ".new",
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        return Files.writeString(temporary, json, StandardCharsets.UTF_8);
    }

    /** A link, unlike a move, never takes the place of another maker's file. */
    private static void linkThenDelete(Path file, Path temporary) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            // another maker was first; its keyset is the one
        } finally {
            Files.delete(temporary);
        }
    }
}
