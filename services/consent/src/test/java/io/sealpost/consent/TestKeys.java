package io.sealpost.consent;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sealpost.kms.Kek;
import io.sealpost.testing.TestIssuer;
import io.sealpost.testing.TestState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Provides a key-encryption key and an issuer of tokens. */
public final class TestKeys implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Path folder = TestState.folder("keys");
        Map<String, String> config = new HashMap<>(TestIssuer.in(folder));
        config.put("sealpost.kek.uri", Kek.create(folder.resolve("kek.json")));
        config.put("quarkus.http.test-port", "0");
        return config;
    }

    @Override
    public void stop() {}
}
