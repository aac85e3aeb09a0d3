package io.sealpost.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Security;
import org.junit.jupiter.api.Test;

class CryptoTest {
    @Test
    void conscryptIsInstalledAsTheLastProvider() {
        assertThat(Crypto.require().getName()).isEqualTo("Conscrypt");
        assertThat(Security.getProviders()).endsWith(Crypto.require());
    }

    @Test
    void aMissingLibraryIsReported() {
        assertThatThrownBy(
                        () ->
                                Crypto.installed(
                                        () -> {
                                            throw new UnsatisfiedLinkError("no conscrypt");
                                        }))
                .isInstanceOf(Crypto.Unavailable.class)
                .hasMessageContaining("Conscrypt with X-Wing is unavailable");
    }

    @Test
    void aProviderWithoutXWingIsRefused() {
        assertThatThrownBy(() -> Crypto.installed(() -> Security.getProvider("SUN")))
                .isInstanceOf(Crypto.Unavailable.class);
    }
}
