package io.sealpost.cli.local;

import io.sealpost.kms.Kek;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The keys that are in no database: one that wraps for each service, and the token issuer's. They
 * are made before whoever uses them starts for the first time and never again: another key would
 * open nothing of what is stored.
 */
final class Keys {
    private final Home home;

    Keys(Home home) {
        this.home = home;
    }

    /**
     * Makes those of what never ran here.
     *
     * @throws IllegalStateException where what did run here has lost its key
     */
    void provide() {
        try {
            Files.createDirectories(home.keys());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (ServiceSpec spec : ServiceSpec.ALL) {
            Path keyset = home.keyset(spec.name());
            provide(keyset, home.service(spec.name()), () -> Kek.create(keyset));
        }
        provide(TokenIssuer.file(home), home.provisioned(), () -> TokenIssuer.create(home));
        new TokenIssuer(home).publish();
    }

    private void provide(Path key, Path sign, Runnable maker) {
        if (Files.exists(key)) {
            return;
        }
        if (Files.exists(sign)) {
            throw new IllegalStateException(
                    "the key "
                            + key
                            + " is missing, and no other opens what is stored: put it back from a copy,"
                            + " or remove "
                            + home.state()
                            + " to begin with nothing");
        }
        maker.run();
    }
}
