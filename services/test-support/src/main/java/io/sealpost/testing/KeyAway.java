package io.sealpost.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** Names a keyset file that is not there. */
public final class KeyAway implements QuarkusTestResourceLifecycleManager {
    /** Of the URI; the file's path follows. */
    public static final String SCHEME = "local-keyset://";

    /** After what brings a keyset that is there. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        try {
            String file = Files.createTempDirectory("key-away").resolve("kek.json").toString();
            return Map.of("sealpost.kek.uri", SCHEME + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
