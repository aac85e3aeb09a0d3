package io.sealpost.kms;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tink's interface to a {@link LocalKeyset}; found by {@link java.util.ServiceLoader}. */
public final class LocalKeysetClient implements KmsClient {
    static final String SCHEME = "local-keyset://";

    @Override
    public boolean doesSupport(@Nullable String keyUri) {
        return keyUri != null && keyUri.startsWith(SCHEME + "/");
    }

    /** Ignored: the file mode protects the keyset, there are no credentials. */
    @Override
    public KmsClient withCredentials(@Nullable String credentialPath) {
        return this;
    }

    @Override
    public KmsClient withDefaultCredentials() {
        return this;
    }

    @Override
    public Aead getAead(@Nullable String keyUri) {
        if (keyUri == null || !doesSupport(keyUri)) {
            throw new KekUnavailable(KekUnavailable.Reason.UNSUPPORTED_URI, String.valueOf(keyUri));
        }
        return LocalKeyset.read(Path.of(keyUri.substring(SCHEME.length())));
    }
}
