package io.sealpost.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Configures a keyset file that does not exist. */
public final class MissingKeyset implements QuarkusTestResourceLifecycleManager {
    /** The start of the URI, before the file's path. */
    public static final String SCHEME = "local-keyset://";

    /** After a resource that configures a keyset that exists. */
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
