package io.sealpost.cli.local;

import io.sealpost.kms.Kek;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The keys that are in no database: each service's key-encryption key, and the token issuer's key.
 * A key is made before its service starts for the first time, and never again: another key would
 * not open what is stored.
 */
final class KeyFiles {
    private final Installation installation;

    KeyFiles(Installation installation) {
        this.installation = installation;
    }

    /**
     * Makes the keys of services that never ran here.
     *
     * @throws IllegalStateException where a service ran here and its key is missing
     */
    void provide() {
        try {
            Files.createDirectories(installation.keys());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (ServiceSpec spec : ServiceSpec.ALL) {
            Path keyset = installation.keyset(spec.name());
            provide(
                    keyset,
                    installation.service(spec.name()),
                    installation.state(),
                    () -> Kek.create(keyset));
        }
        provide(
                TokenIssuer.file(installation),
                installation.provisioned(),
                installation.state(),
                () -> TokenIssuer.create(installation));
        new TokenIssuer(installation).publish();
    }

    /**
     * @param used exists once the key was used
     */
    private static void provide(Path key, Path used, Path state, Runnable maker) {
        if (Files.exists(key)) {
            return;
        }
        if (Files.exists(used)) {
            throw new IllegalStateException(
                    "the key file %s is missing, and no other key opens what is stored; copy it back from a backup, or remove %s to start without data"
                            .formatted(key, state));
        }
        maker.run();
    }
}
