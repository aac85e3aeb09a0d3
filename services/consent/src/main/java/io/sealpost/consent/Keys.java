package io.sealpost.consent;

import io.sealpost.kms.Kek;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens the key-encryption key; without it the service does not start. */
final class Keys {

    private Keys() {}

    @Produces
    @Singleton
    static Kek kek(@ConfigProperty(name = "sealpost.kek.uri") String uri) {
        return Kek.open(uri);
    }
}
