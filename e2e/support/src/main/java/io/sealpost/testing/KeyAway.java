package io.sealpost.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
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
        return Map.of(
                "sealpost.kek.uri", SCHEME + TestState.folder("key-away").resolve("kek.json"));
    }

    @Override
    public void stop() {}
}
