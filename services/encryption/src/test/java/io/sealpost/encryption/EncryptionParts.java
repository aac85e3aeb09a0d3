package io.sealpost.encryption;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sealpost.kms.Kek;
import io.sealpost.testing.DeployJob;
import io.sealpost.testing.SealpostParts;
import io.sealpost.testing.TestIssuer;
import io.sealpost.testing.TestState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Starts a broker, a database and a registry, and makes a key-encryption key and token issuer. */
public final class EncryptionParts implements QuarkusTestResourceLifecycleManager {
    private final SealpostParts parts = new SealpostParts();

    @Override
    public Map<String, String> start() {
        parts.init(Map.of("database", "encryption"));
        Map<String, String> config = new HashMap<>(parts.start());
        new DeployJob("encryption").run();
        Path folder = TestState.folder("keys");
        config.putAll(TestIssuer.in(folder));
        config.put("sealpost.kek.uri", Kek.create(folder.resolve("kek.json")));
        return config;
    }

    @Override
    public void stop() {
        parts.stop();
    }
}
