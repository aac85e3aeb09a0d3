package io.sealpost.kms;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import io.sealpost.kms.KekUnavailable.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** A Tink AEAD keyset in a JSON file of mode 0600, for deployments without a key service. */
final class LocalKeyset {
    private LocalKeyset() {}

    /** The URI of a file, for {@link Kek#at}. */
    static String uri(Path file) {
        return LocalKeysetClient.SCHEME + file.toAbsolutePath().normalize();
    }

    /** Creates a new AES-256-GCM keyset where the file does not exist. */
    static void create(Path file) {
        if (Files.exists(file)) {
            return;
        }
        try {
            KeyFile.create(file, fresh());
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
        if (!KeyFile.isPrivate(file)) {
            throw new KekUnavailable(Reason.READABLE_BY_OTHERS, file.toString());
        }
    }

    private static String fresh() throws GeneralSecurityException {
        KeysetHandle keyset =
                KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TinkConfig2026.get());
        return TinkJsonProtoKeysetFormat.serializeKeyset(
                keyset, TinkConfig2026.get(), InsecureSecretKeyAccess.get());
    }
}
