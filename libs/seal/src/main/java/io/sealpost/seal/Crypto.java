package io.sealpost.seal;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.util.function.Supplier;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/**
 * Installs the native cryptography for X-Wing and Ed25519 (Conscrypt). Every process calls {@link
 * #require} when it starts, because it must not run without it.
 */
public final class Crypto {
    private static @Nullable Provider conscrypt;

    private Crypto() {}

    /**
     * The provider. The first call installs it and tries both algorithms.
     *
     * @throws Unavailable where Conscrypt's library is missing or does not support X-Wing
     */
    public static synchronized Provider require() {
        if (conscrypt == null) {
            conscrypt = installed(Conscrypt::newProvider);
        }
        return conscrypt;
    }

    /** Installed as the last provider: it is used only where it is named. */
    static Provider installed(Supplier<Provider> source) {
        try {
            Provider provider = source.get();
            KeyPairGenerator.getInstance("XWING", provider).generateKeyPair();
            KeyPairGenerator.getInstance("Ed25519", provider).generateKeyPair();
            Security.addProvider(provider);
            return provider;
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            throw new Unavailable(e);
        }
    }

    /** Conscrypt cannot be used in this process. */
    public static final class Unavailable extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Unavailable(Throwable cause) {
            super(
                    "Conscrypt with X-Wing is unavailable; it needs a glibc image and"
                            + " --enable-native-access=ALL-UNNAMED",
                    cause);
        }
    }
}
