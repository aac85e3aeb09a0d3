package io.sealpost.seal;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.util.function.Supplier;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/**
 * The native cryptography under X-Wing and Ed25519. Without it a process must not start: {@link
 * #require} belongs in every start-up.
 */
public final class Crypto {
    private static @Nullable Provider conscrypt;

    private Crypto() {}

    /**
     * Returns the provider, after the algorithms were built once.
     *
     * @throws Unavailable when Conscrypt's library is missing or does not know X-Wing
     */
    public static synchronized Provider require() {
        if (conscrypt == null) {
            conscrypt = installed(Conscrypt::newProvider);
        }
        return conscrypt;
    }

    /** Last in the order of providers: only those who ask for it by name get it. */
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
                    "Conscrypt with X-Wing is missing; it needs a glibc image and"
                            + " --enable-native-access=ALL-UNNAMED",
                    cause);
        }
    }
}
